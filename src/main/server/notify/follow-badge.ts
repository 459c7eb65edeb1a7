/** Keeps the number on the app's icon equal to the badge of this device's person. */
import type { Actor, Context } from '../context.ts'
import { readUnreads } from '../store/unreads.ts'

/** @returns the function that ends it. */
export function startFollowingBadge(ctx: Context, me: Actor): () => void {
  let shown: number | undefined
  const show = (badge: number): void => {
    if (badge === shown) return
    shown = badge
    ctx.platform.setBadge(badge).catch((error: unknown) => ctx.log.warn({ err: error }, 'the badge could not be set'))
  }
  show(readUnreads(ctx.reader, me.personId).badge)
  return ctx.events.subscribe(({ event, audience }) => {
    if (event.name === 'unreads.changed' && typeof audience === 'object' && audience.person === me.personId) show(event.data.badge)
  })
}
