/** Links to our own messages: how they are written, and which links of others lead back into this window. */
import { messagePath } from './channel-path.ts'

const here = (): string => location.href.split('#')[0]!

export const messageLink = (message: { readonly channel: string; readonly id: string }): string => `${here()}#${messagePath(message)}`

/** Only channels and messages: no link of a sender opens a page where something is set. */
const INSIDE = /^#\/channels\/[a-z0-9][a-z0-9._-]{0,150}(\/messages\/[0-9a-f-]{36})?$/

/** The hash to go to; null for a link that leads elsewhere. */
export function ownHash(rawHref: string | null | undefined): string | null {
  if (typeof rawHref !== 'string' || typeof location === 'undefined') return null
  const at = rawHref.indexOf('#')
  if (at === -1 || rawHref.slice(0, at) !== here()) return null
  const hash = rawHref.slice(at)
  return INSIDE.test(hash) ? hash : null
}
