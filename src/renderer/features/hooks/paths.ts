/** Where the pages of this feature are. */
import type { HookId, SubscriptionId, VerdictId } from '#shared/contract/ids.ts'
import { integrationsPath } from '#renderer/lib/format/channel-path.ts'

export type HookTab = 'requests' | 'addresses' | 'settings' | 'posting' | 'test'
export type SubscriptionTab = 'deliveries' | 'settings' | 'consents' | 'secret'

export const hooksPath = `${integrationsPath}/incoming`
/** Requests to no webhook; for admins. */
export const straysPath = `${integrationsPath}/strays`
export const tokensPath = `${integrationsPath}/tokens`
/** The form that adds a webhook, with a channel already chosen when one is given. */
export const newHookPath = (channel?: { readonly name: string }): string => `${hooksPath}/new${channel === undefined ? '' : `/${channel.name}`}`
/** The page that shows the address of a new webhook, this once. */
export const readyPath = (id: HookId): string => `${hooksPath}/ready/${id}`
/** Both, so that one component lives as long as one goes from the form to the address. */
export const createAddress = new RegExp(`^${hooksPath}/(?:new(?:/(?<channel>[^/]+))?|ready/(?<ready>[^/]+))/?$`)
/** The list, searched for this channel. */
export const hooksInPath = (channel: { readonly name: string }): string => `${hooksPath}/in/${channel.name}`
/** Without a tab it opens on its requests. */
export const hookPath = (id: HookId, tab?: HookTab): string => `${hooksPath}/${id}${tab === undefined ? '' : `/${tab}`}`

/** One request, open on the page of its webhook. */
export const requestPath = (id: HookId, request: VerdictId): string => `${hookPath(id, 'requests')}/${request}`

export const outgoingPath = `${integrationsPath}/outgoing`
export const newOutgoingPath = `${outgoingPath}/new`
/** Without a tab it opens on its deliveries. */
export const subscriptionPath = (id: SubscriptionId, tab?: SubscriptionTab): string => `${outgoingPath}/${id}${tab === undefined ? '' : `/${tab}`}`
