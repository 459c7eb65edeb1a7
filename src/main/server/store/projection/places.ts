/** Gives what a pending change wrote the place that the change has got: every table that holds its position. */
import type { ChangeOf } from '#shared/contract/change.ts'
import type { PersonId } from '#shared/contract/ids.ts'
import type { Tx } from '../connection.ts'
import { forgetHot } from '../hot-cache.ts'
import type { Place } from '../positions.ts'
import { renewCase } from './cases.ts'
import { recountReplies } from './messages.ts'

export function placeMessage(tx: Tx, change: ChangeOf<'message.posted'>, before: number, { position, sealed }: Place): void {
  const { body } = change
  tx.run('UPDATE message SET position = ?, sealed = ? WHERE id = ?', position, Number(sealed), body.messageId)
  if (position === before) return
  tx.run('UPDATE message_file SET position = ? WHERE message_id = ?', position, body.messageId)
  tx.run('UPDATE notice SET position = ? WHERE message_id = ?', position, body.messageId)
  if (body.threadRootId !== undefined) recountReplies(tx, body.threadRootId, 0)
  if (body.case === undefined) return
  renewCase(tx, change, position)
  if (body.case.externalId === null) return
  tx.run(
    'UPDATE case_key SET position = ? WHERE channel_id = ? AND external_id = ? AND message_id = ?',
    position,
    change.scope,
    body.case.externalId,
    body.messageId,
  )
}

export function placeEdit(tx: Tx, { body: { messageId } }: ChangeOf<'message.edited'>, before: number, { position }: Place): void {
  const row = tx.get<{ edits: string | null }>('SELECT edits FROM message WHERE id = ?', messageId)
  if (row?.edits == null) return
  const edits = (JSON.parse(row.edits) as number[]).map((one) => (one === before ? position : one)).sort((a, b) => a - b)
  tx.run('UPDATE message SET edits = ? WHERE id = ?', JSON.stringify(edits), messageId)
}

export function placeReaction(tx: Tx, { body }: ChangeOf<'reaction.added'>, before: number, { position }: Place): void {
  const sql = 'UPDATE reaction SET position = ? WHERE message_id = ? AND emoji = ? AND person_id = ? AND position = ?'
  tx.run(sql, position, body.messageId, body.emoji, body.personId, before)
}

/** Of a person's or a channel's name, and of the role that came with it. */
export function placePerson(tx: Tx, { body: { personId } }: ChangeOf<'person.defined' | 'device.admitted'>, before: number, place: Place): void {
  forgetHot(tx)
  tx.run('UPDATE person SET named_at = ? WHERE id = ? AND named_at = ?', place.position, personId, before)
  placeRole(tx, personId, before, place)
}

export function placeRole(tx: Tx, personId: PersonId, before: number, { position, at }: Place): void {
  tx.run('UPDATE role_span SET position = ?, from_at = ? WHERE person_id = ? AND position = ?', position, at, personId, before)
}

export function placeChannel(tx: Tx, { scope }: ChangeOf<'channel.created' | 'channel.edited'>, before: number, { position }: Place): void {
  forgetHot(tx)
  tx.run('UPDATE channel SET named_at = ? WHERE id = ? AND named_at = ?', position, scope, before)
}
