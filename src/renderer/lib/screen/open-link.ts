/** The one function that opens links. What a sender wrote is followed only when it is a web or mail address. */

const OPENED = new Set(['http:', 'https:', 'mailto:'])

/** The whole address that `openLink` would open; null for anything that must be drawn as plain text. */
export function linkTarget(rawHref: string | null | undefined): string | null {
  if (typeof rawHref !== 'string' || !URL.canParse(rawHref)) return null
  const url = new URL(rawHref)
  return OPENED.has(url.protocol) ? url.href : null
}

/** Opens in the system browser (desktop: the main side intercepts the new window) or a new tab; does nothing with other schemes. */
export function openLink(rawHref: string): void {
  const target = linkTarget(rawHref)
  if (target !== null) window.open(target, '_blank', 'noopener,noreferrer')
}
