/** Finds or makes the direct channel of two people (or of one with themselves). */
import type { ChannelId } from '#shared/contract/ids.ts'
import type { Person } from '#shared/contract/person.ts'
import { can } from '#shared/core/permissions.ts'
import { commit, type Context } from '../../context.ts'
import { directChannelId } from '../../direct-channel-id.ts'
import { addMember } from './add-member.ts'
import { findChannel, findChannelByName, getChannel, type ChannelRow } from '../../store/channels.ts'
import type { Reader, Tx } from '../../store/connection.ts'
import { findDirectChannel, shareChannel } from '../../store/direct-channels.ts'
import { getWorkspace } from '../../store/workspace.ts'

type Someone = Pick<Person, 'id' | 'username'>

/** Undefined when `one`, who may not start a conversation with `other`, has none yet. */
export function ensureDirectChannel(ctx: Context, tx: Tx, one: Someone & Pick<Person, 'role'>, other: Someone): ChannelRow | undefined {
  const existing = findDirectChannel(tx, one, other)
  if (existing) return existing
  const sharesChannel = one.id === other.id || shareChannel(tx, one.id, other.id)
  if (!can('channel.createDirect', { role: one.role }, { sharesChannel })) return undefined
  const name = freeName(tx, [one.username, other.username].sort().join('__'))
  const id = directChannelId(getWorkspace(tx).id, one.id, other.id)
  const scope = findChannel(tx, id) ? ctx.newId<ChannelId>() : id
  const body = { name, displayName: name, purpose: '', type: 'direct' as const, createdBy: one.id }
  const { at } = commit(ctx, tx, { scope, kind: 'channel.created', body })
  for (const personId of new Set([one.id, other.id])) addMember(ctx, tx, scope, personId)
  tx.emit({ name: 'channel.changed', data: getChannel(tx, scope) }, scope)
  return { id: scope, ...body, hooksAllowed: 1, createdAt: at, archivedAt: null }
}

/** Both usernames, sorted: a name that people and tools can write. Underscores in usernames can make two pairs look the same. */
export function freeName(reader: Reader, wanted: string): string {
  let name = wanted
  for (let number = 2; findChannelByName(reader, name); number += 1) name = `${wanted}__${number}`
  return name
}
