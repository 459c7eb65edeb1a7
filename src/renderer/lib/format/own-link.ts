/** Links to our own messages: how they are written, and which links of others lead back into this window. */
import { messagePath } from './channel-path.ts'

const here = (): string => location.href.split('#')[0]!

/** The page of every desktop window: a link that was copied there leads to the same message here. */
const DESKTOP = 'app://hookline/index.html'

export const messageLink = (message: { readonly channel: string; readonly id: string }): string => `${here()}#${messagePath(message)}`

/** Only channels and messages: no link of a sender opens a page where something is set. */
const INSIDE = /^#\/channels\/[a-z0-9][a-z0-9._-]{0,150}(\/messages\/[0-9a-f-]{36})?$/

/** The hash to go to; null for a link that leads elsewhere. */
export function ownHash(rawHref: string | null | undefined): string | null {
  if (typeof rawHref !== 'string' || typeof location === 'undefined') return null
  const at = rawHref.indexOf('#')
  if (at === -1 || ![here(), DESKTOP].includes(rawHref.slice(0, at))) return null
  const hash = rawHref.slice(at)
  return INSIDE.test(hash) ? hash : null
}

/** Web addresses become links by themselves; these are found here. */
export const DESKTOP_LINK = new RegExp(`${DESKTOP}${INSIDE.source.slice(1, -1)}`, 'g')
