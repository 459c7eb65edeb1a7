/** Whoever comes after a message was deleted gets its record without content. The deletion says which message it was: an empty one stands in for it, so that what answers it is read as by everybody else. */
import type { ChangeOf, PostedMessage } from '#shared/contract/change.ts'
import { listRedacted } from '#shared/contract/envelope.ts'
import type { ChangeId, DeviceId, PersonId } from '#shared/contract/ids.ts'
import type { Reader } from '../store/connection.ts'
import { findAdmission } from '../store/devices.ts'
import { findDropped, type DroppedRecord } from '../store/dropped-records.ts'
import { ownsWebhookOn } from '../store/hooks.ts'
import { findMessageRow } from '../store/messages.ts'
import { hasWaitingKeyBefore } from '../store/unopened.ts'
import type { Opened } from './arrival.ts'
import type { Known } from './judge-change.ts'

export interface StandIn {
  readonly record: DroppedRecord
  readonly post: ChangeOf<'message.posted'>
}

/** @returns undefined when it deletes nothing that came without content, or nobody can tell yet */
export function findStandIn(reader: Reader, { log, position, change, redacts }: Opened): StandIn | undefined {
  const [postId] = listRedacted(redacts)
  if (change.kind !== 'message.deleted' || postId === undefined || findMessageRow(reader, change.body.messageId)) return undefined
  // What has no key yet may be that very message, of somebody else: then nobody's own record stands in for it.
  if (hasWaitingKeyBefore(reader, log, position)) return undefined
  const record = findDropped(reader, log, postId)
  const authorId = record && findAuthor(reader, record, change)
  return record && authorId && { record, post: emptyPost(record, change, authorId) }
}

/** What is not sealed came through a webhook: it belongs to its owner, who may be at home elsewhere. Which webhook it was nobody says any more; the device that posted it says whose it was. */
function findAuthor(reader: Reader, { device, sealed }: DroppedRecord, { authorDevice, body: { deletedBy } }: ChangeOf<'message.deleted'>): PersonId | undefined {
  const isOwners = !sealed && (authorDevice === device || ownsWebhookOn(reader, deletedBy, device as DeviceId))
  return isOwners ? deletedBy : findAdmission(reader, device as DeviceId)?.personId
}

/** Of a webhook's no more is known than that: it is deleted in the same write. */
function emptyPost({ id, device, at, sealed }: DroppedRecord, { scope, body: { messageId } }: ChangeOf<'message.deleted'>, authorId: PersonId): StandIn['post'] {
  const body: PostedMessage = { messageId, type: sealed ? 'message' : 'webhook', authorId, text: '', username: null, hookId: null, iconUrl: null, iconEmoji: null, attachments: [], props: {} }
  return { id: id as ChangeId, scope, kind: 'message.posted', authorDevice: device as DeviceId, at, body }
}

/** Who may delete it is judged as if it were here. */
export function withStandIn(known: Known, { record: { device }, post: { scope, body } }: StandIn): Known {
  const { messageId, type, authorId } = body
  return { ...known, message: (id) => (id === messageId ? { channelId: scope, type, authorId, isReply: false, cameFrom: device } : known.message(id)) }
}
