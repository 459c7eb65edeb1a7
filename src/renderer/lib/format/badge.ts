/** How much wants me, where a window that is not looked at shows it: before its title and on its icon. */
import type { QueryClient } from '@tanstack/react-query'
import type { Unreads } from '#shared/contract/unread.ts'
import { keys } from '../data/query-keys.ts'
import { unreadText } from './unread-text.ts'

let badge = 0

/** Follows the cached unread state; pages go on setting `document.title` as they like. */
export function startBadge(cache: QueryClient): void {
  cache.getQueryCache().subscribe(({ query }) => {
    if ((query.queryKey as readonly unknown[])[0] !== keys.unreads[0]) return
    const next = (query.state.data as Unreads | undefined)?.badge ?? 0
    if (next === badge) return
    badge = next
    writeTitle()
    drawIcon(badge)
  })
  new MutationObserver(writeTitle).observe(document.querySelector('title')!, { childList: true })
  drawIcon(0)
}

/** "(3) town-square · Hookline". */
export function titleWithBadge(title: string, count: number): string {
  const plain = title.replace(/^\(\d+\+?\) /, '')
  return count === 0 ? plain : `(${unreadText(count)}) ${plain}`
}

function writeTitle(): void {
  const title = titleWithBadge(document.title, badge)
  // Writing it calls the observer again, which then finds it right.
  if (title !== document.title) document.title = title
}

const SIZE = 64

/** The mark of the app, with a disc at its corner while something wants me. */
function drawIcon(count: number): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  if (link === null) return
  const [ground, line, float] = ['--accent-solid', '--on-accent', '--float-solid'].map(readColour)
  const disc = count === 0 ? '' : `<circle cx="20" cy="20" r="6" fill="${float}" stroke="${line}" stroke-width="1.5"/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="0 0 26 26"><rect width="26" height="26" rx="7" fill="${ground}"/><path d="M17 9v6.5a4.5 4.5 0 0 1-9 0V11l3.2 2.9" fill="none" stroke="${line}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/><circle cx="17" cy="7" r="2.8" fill="${line}"/>${disc}</svg>`
  link.dataset.badge = String(count)
  link.href = `data:image/svg+xml,${encodeURIComponent(svg)}`
}

/** A token in the theme of now, as a colour that an icon understands. */
function readColour(token: string): string {
  const probe = document.body.appendChild(document.createElement('i'))
  probe.style.color = `var(${token})`
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
