/** Where the pages of this feature are. */
import type { HookId } from '#shared/contract/ids.ts'

export const hooksPath = '/integrations/incoming'
export const newHookPath = `${hooksPath}/new`
export const hookPath = (id: HookId): string => `${hooksPath}/${id}`
