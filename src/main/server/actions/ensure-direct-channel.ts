/** Finds or makes the direct channel of two people (or of one with themselves). */
import type { ChannelId } from '#shared/contract/ids.ts'
import type { Person } from '#shared/contract/person.ts'
import { commit, type Context } from '../context.ts'
import { findChannelByName, getChannel, type ChannelRow } from '../store/channels.ts'
import type { Tx } from '../store/connection.ts'
import { directChannelName } from './require.ts'

type Someone = Pick<Person, 'id' | 'username'>

export function ensureDirectChannel(ctx: Context, tx: Tx, one: Someone, other: Someone): ChannelRow {
  const name = directChannelName(one.username, other.username)
  const existing = findChannelByName(tx, name)
  if (existing) return existing
  const scope = ctx.newId<ChannelId>()
  const body = { name, displayName: name, purpose: '', type: 'direct' as const, createdBy: one.id }
  const { at } = commit(ctx, tx, { scope, kind: 'channel.created', body })
  for (const personId of new Set([one.id, other.id])) commit(ctx, tx, { scope, kind: 'member.joined', body: { personId } })
  tx.emit({ name: 'channel.changed', data: getChannel(tx, scope) }, scope)
  return { id: scope, ...body, createdAt: at, archivedAt: null }
}
