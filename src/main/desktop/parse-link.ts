/** Which addresses `hookline://…` are ours and what they mean. Whoever makes one is a stranger: anything that is not exactly right is refused. */

export const deepLinkScheme = 'hookline:'

export type DeepLink = { readonly kind: 'open'; readonly path: string } | { readonly kind: 'join'; readonly link: string }

/** Longer ones are not even looked at; an invitation carries keys. */
const LONGEST = 4096

const CHANNEL = /^hookline:\/\/channel\/([a-z0-9][a-z0-9._-]{0,150})\/?$/
const MESSAGE = /^hookline:\/\/channel\/([a-z0-9][a-z0-9._-]{0,150})\/message\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/?$/
const REQUEST = /^hookline:\/\/hook\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/request\/([1-9][0-9]{0,14})\/?$/
const JOIN = /^hookline:\/\/join\/?#[A-Za-z0-9._~=&%+-]+$/

/** Null for everything that is not ours. */
export function parseLink(rawLink: string): DeepLink | null {
  if (rawLink.length > LONGEST) return null
  if (JOIN.test(rawLink)) return { kind: 'join', link: rawLink }
  const [, hook, request] = REQUEST.exec(rawLink) ?? []
  if (hook !== undefined && request !== undefined) return { kind: 'open', path: `/integrations/incoming/${hook}/requests/${request}` }
  const [, channel, message] = MESSAGE.exec(rawLink) ?? CHANNEL.exec(rawLink) ?? []
  if (channel === undefined) return null
  return { kind: 'open', path: message === undefined ? `/channels/${channel}` : `/channels/${channel}/messages/${message}` }
}
