/** Runs first in every page, in its own world: receives what the preload exposes, and lets the page see whether it is being looked at. */
import { createCrossing } from './crossing.ts'

const deepFreeze = (value: unknown): unknown => {
  if (value !== null && typeof value === 'object') for (const one of Object.values(value)) deepFreeze(one)
  return Object.freeze(value)
}

export function startMainWorld(key: string): void {
  const crossing = createCrossing(key, 'page', 'preload')
  crossing.on('expose', ({ name, packed }: { name: string; packed: never }) => {
    Object.defineProperty(window, name, { value: deepFreeze(crossing.unpack(packed)), enumerable: true })
  })

  const look = { focused: false, visible: false }
  Object.defineProperty(document, 'hidden', { get: () => !look.visible, configurable: true })
  Object.defineProperty(document, 'visibilityState', { get: () => (look.visible ? 'visible' : 'hidden'), configurable: true })
  document.hasFocus = () => look.focused
  // Chromium thinks that it always has the focus; only what the double says may reach the page.
  for (const name of ['focus', 'blur']) window.addEventListener(name, (event) => event.isTrusted && event.target === window && event.stopImmediatePropagation(), true)
  crossing.on('look', (now: { focused: boolean; visible: boolean }) => {
    const before = { ...look }
    Object.assign(look, now)
    if (before.visible !== now.visible) document.dispatchEvent(new Event('visibilitychange'))
    if (before.focused !== now.focused) window.dispatchEvent(new Event(now.focused ? 'focus' : 'blur'))
  })
}
