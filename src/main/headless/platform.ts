/** The platform without a desktop: answers inline. */
import { userInfo } from 'node:os'
import type { Platform } from '#server/platform.ts'

export const webPlatform: Platform = {
  kind: 'web',
  suggestNames: async () => ({ workspaceName: 'My team', displayName: suggestDisplayName() }),
}

/** The account's name with a capital, or "Me" where the system does not tell. */
export function suggestDisplayName(): string {
  try {
    const { username } = userInfo()
    return username.charAt(0).toUpperCase() + username.slice(1)
  } catch {
    return 'Me'
  }
}
