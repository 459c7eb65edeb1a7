/** Keeps what the shell shows outside the window (icon, tray, its own words and colours) true to this device's person. */
import type { Preferences } from '#shared/contract/preference.ts'
import type { Unreads } from '#shared/contract/unread.ts'
import type { Actor, Context } from '../context.ts'
import type { ShellStatus } from '../platform.ts'
import { readPreferences } from '../store/preferences.ts'
import { readUnreads } from '../store/unreads.ts'

/** @returns the function that ends it. */
export function startFollowingStatus(ctx: Context, me: Actor): () => void {
  let unreads = readUnreads(ctx.reader, me.personId)
  let preferences = readPreferences(ctx.reader, me.personId)
  let shown = ''
  const show = (): void => {
    const status = toStatus(unreads, preferences)
    const next = JSON.stringify(status)
    if (next === shown) return
    shown = next
    ctx.platform.showStatus(status).catch((error: unknown) => ctx.log.warn({ err: error }, 'the status could not be shown'))
  }
  show()
  return ctx.events.subscribe(({ event, audience }) => {
    if (typeof audience !== 'object' || audience.person !== me.personId) return
    if (event.name === 'unreads.changed') unreads = event.data
    else if (event.name === 'preferences.changed') preferences = event.data
    else return
    show()
  })
}

function toStatus({ badge, channels, threads }: Unreads, preferences: Preferences): ShellStatus {
  return {
    badge,
    unread: channels.reduce((sum, { unread, muted }) => (muted ? sum : sum + unread), threads.unread),
    pausedUntil: preferences['notify.pausedUntil'],
    language: preferences['look.language'],
    theme: preferences['look.theme'],
  }
}
