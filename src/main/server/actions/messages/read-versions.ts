/** What a tool's message said before: for everybody who may read it. */
import type { MessageId } from '#shared/contract/ids.ts'
import type { MessageVersion } from '#shared/contract/message.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Actor } from '../../context.ts'
import type { Reader } from '../../store/connection.ts'
import { findMessageRow } from '../../store/messages.ts'
import { listVersions } from '../../store/versions.ts'
import { requireMessage } from './require-message.ts'

export interface VersionsInput {
  readonly messageId: MessageId
  /** The number of a version: older ones than that. */
  readonly before?: number | undefined
  readonly limit: number
}

export interface VersionPage {
  /** Newest first. */
  readonly versions: MessageVersion[]
  /** How many there ever were. */
  readonly count: number
  /** How many between the first and the oldest other one were let go. */
  readonly gone: number
  readonly nextBefore: number | null
}

/** A person who mended a message meant that to stand; a tool's message is a record. @throws AppError `not_found`. */
export function readVersions(reader: Reader, actor: Actor, { messageId, before, limit }: VersionsInput): VersionPage {
  const { message } = requireMessage(reader, actor, messageId)
  const row = findMessageRow(reader, message.id)
  if (!row || message.deletedAt !== null) throw new AppError('not_found', 'This message was deleted.')
  if (message.type !== 'webhook') {
    const { text, attachments } = message
    return { versions: [{ number: 1, at: message.editedAt ?? message.createdAt, text, attachments }], count: 1, gone: 0, nextBefore: null }
  }
  const positions = [row.position, ...row.edits]
  // The first keeps its number; of the others as many are missing before them.
  const numberAt = (place: number): number => (place === 0 ? 1 : place + 1 + row.editsGone)
  const placeOf = (number: number): number => Math.max(number - 1 - row.editsGone, number > 1 ? 1 : 0)
  const end = Math.min(placeOf(before ?? Infinity), positions.length)
  const first = Math.max(end - limit, 0)
  const versions = listVersions(reader, { messageId, channelId: row.channelId, positions }, first, end - first)
  return {
    versions: versions.map((version, index) => ({ number: numberAt(first + index), ...version })).reverse(),
    count: positions.length + row.editsGone,
    gone: row.editsGone,
    nextBefore: first > 0 ? numberAt(first) : null,
  }
}
