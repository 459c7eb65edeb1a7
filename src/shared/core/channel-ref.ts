/** Reads how a sender names the place of a post: `name` and `#name` are channels, `@name` is a person. */

export type ChannelRef = { readonly kind: 'person'; readonly username: string } | { readonly kind: 'channel'; readonly name: string }

/**
 * Nothing is trimmed and a channel's name keeps its case, as in Mattermost: ` town-square` is no channel.
 * Usernames are found in any case, so they come back in lower case.
 */
export function parseChannelRef(raw: string): ChannelRef {
  if (raw.startsWith('@')) return { kind: 'person', username: raw.slice(1).toLowerCase() }
  return { kind: 'channel', name: raw.startsWith('#') ? raw.slice(1) : raw }
}
