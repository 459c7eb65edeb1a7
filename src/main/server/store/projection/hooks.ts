/** Writes hook definitions as the change log tells them. */
import type { ChangeOf } from '#shared/contract/change.ts'
import type { OwnerPause } from '#shared/contract/hook.ts'
import type { HookId, PersonId } from '#shared/contract/ids.ts'
import type { Tx } from '../connection.ts'
import { writeRules } from '../hook-rules.ts'
import { forgetHot } from '../hot-cache.ts'

export function upsertHook(tx: Tx, { at, body }: ChangeOf<'hook.defined'>): void {
  forgetHot(tx)
  tx.run(
    `INSERT INTO hook (id, name, description, channel_id, owner_id, locked, username, icon_url, icon_emoji, enabled, home_device, rules, paused_reason, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description, channel_id = excluded.channel_id,
       owner_id = excluded.owner_id, locked = excluded.locked, username = excluded.username, icon_url = excluded.icon_url,
       icon_emoji = excluded.icon_emoji, enabled = excluded.enabled, home_device = excluded.home_device,
       rules = excluded.rules, paused_reason = excluded.paused_reason`,
    body.hookId,
    body.name,
    body.description,
    body.channelId,
    body.ownerId,
    Number(body.locked),
    body.username,
    body.iconUrl,
    body.iconEmoji,
    Number(body.enabled),
    body.homeDevice,
    writeRules(body.rules),
    body.pausedReason ?? null,
    at,
  )
}

/** The row stays: messages go on to say through which hook they came. */
export function markHookDeleted(tx: Tx, { at, body }: ChangeOf<'hook.deleted'>): void {
  forgetHot(tx)
  tx.run('UPDATE hook SET deleted_at = ? WHERE id = ?', at, body.hookId)
}

/** Their owner went, or may own none any more: the webhooks wait for somebody who takes them over. `reason` is one of `ownerPauses`. */
export function pauseHooksOf(tx: Tx, personId: PersonId, reason: OwnerPause): void {
  const live = "owner_id = ? AND deleted_at IS NULL AND (enabled = 1 OR paused_reason IS NOT NULL) AND paused_reason IS NOT ?"
  const ids = tx.all<{ id: HookId }>(`SELECT id FROM hook WHERE ${live}`, personId, reason).map(({ id }) => id)
  if (ids.length === 0) return
  forgetHot(tx)
  tx.run(`UPDATE hook SET enabled = 0, paused_reason = ? WHERE ${live}`, reason, personId, reason)
  if (!tx.cache.has('kept rows')) tx.cache.set(`paused of ${personId}`, ids)
}
