/** Where the pages of this feature are. */
import type { HookId } from '#shared/contract/ids.ts'

export const hooksPath = '/integrations/incoming'
/** The form that adds a webhook, with a channel already chosen when one is given. */
export const newHookPath = (channel?: { readonly name: string }): string => `${hooksPath}/new${channel === undefined ? '' : `/${channel.name}`}`
/** The list, searched for this channel. */
export const hooksInPath = (channel: { readonly name: string }): string => `${hooksPath}/in/${channel.name}`
export const hookPath = (id: HookId): string => `${hooksPath}/${id}`
