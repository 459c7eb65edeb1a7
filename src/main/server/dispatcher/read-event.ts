/** Reads what a delivery tells of from the change log, as it is now: names may be new, deleted words are gone. */
import type { Change, PostedMessage } from '#shared/contract/change.ts'
import type { ProblemCode } from '#shared/contract/delivery.ts'
import type { PersonId } from '#shared/contract/ids.ts'
import { fileKind } from '#shared/core/file-kind.ts'
import type { OutgoingEvent, OutgoingFile, OutgoingMessage } from '#shared/formats/format.ts'
import type { FileLinker } from '../actions/outgoing/file-links.ts'
import { findChangeById } from '../store/change-log.ts'
import { findChannel, listMemberIds } from '../store/channels.ts'
import type { Reader } from '../store/connection.ts'
import type { DueDelivery } from '../store/deliveries.ts'
import { remember } from '../store/hot-cache.ts'
import { findToldMessage } from '../store/messages.ts'
import { findPerson } from '../store/people.ts'
import { getWorkspaceNames } from '../store/workspace.ts'

/** Why nothing can be told any more; goes into the record. */
export type Gone = { readonly gone: Extract<ProblemCode, 'message_deleted' | 'nothing_on_record'> }

/** What deliveries of one change have in common. */
type Told = Omit<OutgoingEvent, 'event' | 'triggerWord' | 'token' | 'receiver'> & { readonly directPeer: string | undefined }

/** What differs from receiver to receiver. */
export interface Addressing {
  readonly token: string
  readonly receiver: string | null
  /** Whether a later edit is told of by itself. */
  readonly tellsEdits: boolean
  /** Undefined where its people did not agree to links, or nobody could follow them. */
  readonly linkTo: FileLinker | undefined
}

export function readEvent(reader: Reader, delivery: DueDelivery, { token, receiver, tellsEdits, linkTo }: Addressing): OutgoingEvent | Gone {
  const told = readOnce(reader, delivery, tellsEdits) ?? readTold(reader, delivery, tellsEdits)
  if ('gone' in told) return told
  const { directPeer, message, ...common } = told
  return { ...common, message: message && linkTo ? withLinks(message, linkTo) : message, event: delivery.event, triggerWord: delivery.triggerWord, token, receiver: directPeer ?? receiver ?? delivery.subscriptionId }
}

/** A message often goes to several receivers. Undefined when nothing can be told: that is not remembered. */
function readOnce(reader: Reader, delivery: DueDelivery, tellsEdits: boolean): Told | undefined {
  const read = (): Told | undefined => {
    const told = readTold(reader, delivery, tellsEdits)
    return 'gone' in told ? undefined : told
  }
  return remember(reader, `${delivery.changeId}|${delivery.event}|${tellsEdits}`, read, 'told')
}

function withLinks(message: OutgoingMessage, linkTo: FileLinker): OutgoingMessage {
  return message.files.length === 0 ? message : { ...message, files: message.files.map((file) => ({ ...file, url: linkTo(file) })) }
}

function readTold(reader: Reader, delivery: DueDelivery, tellsEdits: boolean): Told | Gone {
  const change = findChangeById(reader, delivery.changeId)
  const channel = findChannel(reader, delivery.channelId)
  if (!change || !channel) return { gone: 'nothing_on_record' }
  const message = readMessage(reader, delivery, change, tellsEdits)
  if (message !== null && 'gone' in message) return message
  const person = findPerson(reader, personOf(reader, change))
  if (!person) return { gone: 'nothing_on_record' }
  const { id, name } = getWorkspaceNames(reader)
  return {
    at: change.at,
    position: delivery.position,
    workspace: { id, name },
    channel: { id: channel.id, name: channel.name, type: channel.type },
    person: { id: person.id, username: person.username, displayName: person.displayName },
    message,
    reaction: change.kind === 'reaction.added' || change.kind === 'reaction.removed' ? { emoji: change.body.emoji, added: change.kind === 'reaction.added' } : null,
    directPeer: channel.type === 'direct' ? listMemberIds(reader, channel.id).find((id) => id !== person.id) : undefined,
  }
}

function readMessage(reader: Reader, { messageId, event }: DueDelivery, change: Change, tellsEdits: boolean): OutgoingMessage | null | Gone {
  if (messageId === null) return null
  const message = findToldMessage(reader, messageId)
  if (!message) return { gone: 'nothing_on_record' }
  if (message.deletedAt !== null && event !== 'deleted') return { gone: 'message_deleted' }
  // As it was then where a later edit is told of by itself; else as it is now: what somebody took back does not leave hours later.
  const isAsThen = change.kind === 'message.edited' || (change.kind === 'message.posted' && tellsEdits)
  const text = isAsThen ? change.body.text : message.text
  return {
    id: message.id,
    text,
    createdAt: message.createdAt,
    threadRootId: message.threadRootId,
    username: message.username,
    bot: message.type === 'webhook',
    hookName: message.hookName,
    caseId: message.caseId,
    files: change.kind === 'message.posted' ? (change.body.files ?? []).map(toOutgoingFile) : [],
  }
}

function toOutgoingFile({ fileId, name, mediaType, sizeBytes }: NonNullable<PostedMessage['files']>[number]): OutgoingFile {
  const kind = fileKind({ name, mediaType })
  const isVoice = kind === 'audio' && /ogg|opus/.test(mediaType)
  return { id: fileId, name, sizeBytes, kind: isVoice ? 'voice' : kind === 'picture' || kind === 'video' || kind === 'audio' ? kind : 'file', url: '', thumbnailUrl: '' }
}

function personOf(reader: Reader, change: Change): PersonId {
  switch (change.kind) {
    case 'message.posted':
      return change.body.authorId
    case 'message.edited':
      return findToldMessage(reader, change.body.messageId)?.authorId ?? ('' as PersonId)
    case 'message.deleted':
      return change.body.deletedBy
    case 'reaction.added':
    case 'reaction.removed':
    case 'member.joined':
      return change.body.personId
    case 'case.closed':
      return change.body.closedBy
    case 'case.reopened':
      return change.body.reopenedBy
    default:
      return '' as PersonId
  }
}
