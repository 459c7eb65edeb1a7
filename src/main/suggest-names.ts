/** The names that the first-run page is prefilled with, whichever face asks. */
import { userInfo } from 'node:os'

export function suggestNames(): { readonly workspaceName: string; readonly displayName: string } {
  return { workspaceName: 'My team', displayName: accountName() }
}

/** The account's name with a capital, or "Me" where the system does not tell. */
function accountName(): string {
  try {
    const { username } = userInfo()
    return username.charAt(0).toUpperCase() + username.slice(1)
  } catch {
    return 'Me'
  }
}
