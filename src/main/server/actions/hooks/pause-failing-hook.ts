/** Pauses a hook of which every request was refused for days, and tells its owner, once: silence would look like peace. */
import { FAILING_PAUSE, type Hook } from '#shared/contract/hook.ts'
import type { HookDefinition } from '#shared/contract/change.ts'
import type { HookId, PersonId } from '#shared/contract/ids.ts'
import type { Reason } from '#shared/contract/verdict.ts'
import { can } from '#shared/core/permissions.ts'
import type { Failing } from '#shared/core/hook-health.ts'
import { commit, type Context } from '../../context.ts'
import type { Tx } from '../../store/connection.ts'
import { setFailing } from '../../store/hook-health.ts'
import { findHook, getHookOwner } from '../../store/hooks.ts'
import { findLocal } from '../../store/local-state.ts'
import { findPerson, getPerson } from '../../store/people.ts'
import { readSettings } from '../../store/settings.ts'
import { tellPerson } from '../messages/tell-person.ts'

/** To be called inside a write. @returns false where it stays on: it is off already, or this device's person may not manage it. */
export function pauseFailingHook(ctx: Context, tx: Tx, hookId: HookId, { since, count, reason }: Failing & { readonly reason: Reason }): boolean {
  const hook = findHook(tx, hookId)
  if (!hook?.enabled) return false
  const ownerId = getHookOwner(tx, hookId)
  if (!mayPause(tx, ownerId)) return false
  commit(ctx, tx, { scope: 'workspace', kind: 'hook.defined', body: defineAs(hook, ownerId, { enabled: false, pausedReason: FAILING_PAUSE }) })
  setFailing(tx, hookId, null)
  const paused = findHook(tx, hookId)
  if (paused) tx.emit({ name: 'hook.changed', data: paused }, 'managers')
  tellPerson(ctx, tx, {
    owner: getPerson(tx, ownerId),
    text: `“${hook.name}” is paused: since ${new Date(since).toISOString().slice(0, 10)} every request was refused, ${count} in all, the last one as ${reason}. Its page says what to do; switch it on again when the tool is mended.`,
    props: { notice: 'hookFailing', name: hook.name, hookId, reason, since, count },
  })
  return true
}

/** The change is this device's person's: a team takes it from who may manage the hook. */
function mayPause(tx: Tx, ownerId: PersonId): boolean {
  const meId = findLocal(tx, 'meId')
  const me = meId && findPerson(tx, meId)
  return me !== undefined && can('hook.manage', { role: me.role }, { isOwn: me.id === ownerId, managedBy: readSettings(tx)['integrations.managedBy'] })
}

/** What it is, with what changes. */
function defineAs(hook: Hook, ownerId: PersonId, changed: Pick<HookDefinition, 'enabled' | 'pausedReason'>): HookDefinition {
  const { id: hookId, name, description, channelId, locked, username, iconUrl, iconEmoji, homeDevice, rules } = hook
  return { hookId, name, description, channelId, ownerId, locked, username, iconUrl, iconEmoji, homeDevice, rules, ...changed }
}
