/** Tells those who manage webhooks that some are paused because of what became of their owner: live in the window, and once as a message to themselves. */
import type { PersonId } from '#shared/contract/ids.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../store/connection.ts'
import { findDeviceOf } from '../../store/devices.ts'
import { findHook, takeJustPaused } from '../../store/hooks.ts'
import { findLocal } from '../../store/local-state.ts'
import { findPerson, isRemoved } from '../../store/people.ts'
import { tellPerson } from '../messages/tell-person.ts'

/** To be called after the change to the person was applied. Each admin is told by their own first device. */
export function notePausedHooks(ctx: Context, tx: Tx, ownerId: PersonId): void {
  const hooks = takeJustPaused(tx, ownerId).flatMap((id) => findHook(tx, id) ?? [])
  if (hooks.length === 0) return
  for (const hook of hooks) tx.emit({ name: 'hook.changed', data: hook }, 'managers')
  const meId = findLocal(tx, 'meId')
  const me = meId && findPerson(tx, meId)
  if (!me || isRemoved(tx, me.id) || (me.role !== 'owner' && me.role !== 'admin')) return
  const first = findDeviceOf(tx, me.id, ctx.now())
  if (first !== undefined && first !== ctx.deviceId) return
  const { owner = '', pausedReason: reason } = hooks[0] ?? {}
  const name = hooks.map((hook) => `“${hook.name}”`).join(', ')
  const why = reason === 'owner_removed' ? 'was removed from the workspace' : 'is a guest now'
  const [are, them] = hooks.length === 1 ? ['is', 'it'] : ['are', 'them']
  const text = `${name} ${are} paused: @${owner}, who owns ${them}, ${why}. Posts are refused until somebody takes over.`
  tellPerson(ctx, tx, { owner: me, text, props: { notice: 'hooksPaused', name, owner, reason, count: hooks.length } })
}
