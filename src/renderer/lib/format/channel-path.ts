/** Where things stand inside the window: the paths behind the `#` of its address. Names and ids need no escaping. */

export const channelPath = (channel: { readonly name: string }): string => `/channels/${channel.name}`
/** Opens the channel with this message in sight and marked; for a reply the page opens its thread. */
export const messagePath = (message: { readonly channel: string; readonly id: string }): string => `/channels/${message.channel}/messages/${message.id}`
/** Whether a path is that place or a page of it: `dev-ops` is none of `dev`. */
export const isBelow = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`)
export const browsePath = '/browse'
export const unreadPath = '/unread'
export const threadsPath = '/threads'
export const mentionsPath = '/mentions'
export const savedPath = '/saved'
/** Everything about webhooks; for who may manage some. */
export const integrationsPath = '/integrations'
/** Where the addresses of an incoming webhook get other secrets. */
export const hookAddressesPath = (hookId: string): string => `${integrationsPath}/incoming/${hookId}/addresses`
export const settingsPath = (page = 'profile'): string => `/settings/${page}`
export const searchPath = (query: string): string => `/search/${encodeURIComponent(query)}`
