/** Gathers what is on record of where a hook's message came from. */
import { AppError } from '#shared/contract/errors.ts'
import type { HookId, MessageId } from '#shared/contract/ids.ts'
import type { Provenance } from '#shared/contract/provenance.ts'
import { can } from '#shared/core/permissions.ts'
import type { Actor } from '../../context.ts'
import { findChannel } from '../../store/channels.ts'
import type { Reader } from '../../store/connection.ts'
import { findDevice } from '../../store/devices.ts'
import { isMutedFor } from '../../store/hook-mutes.ts'
import { findHookPlace } from '../../store/hooks.ts'
import { findMessageRow, type StoredMessage } from '../../store/messages.ts'
import { readSettings } from '../../store/settings.ts'
import { findPostingVerdict } from '../../store/verdicts.ts'
import { mayRead, requirePerson } from '../require.ts'
import { requireMessage } from '../messages/require-message.ts'

/** @throws AppError `not_found` for a message that the person cannot read, or that no hook posted. */
export function readProvenance(reader: Reader, actor: Actor, messageId: MessageId): Provenance {
  const { message } = requireMessage(reader, actor, messageId)
  const place = message.hookId === null ? undefined : findHookPlace(reader, message.hookId)
  if (message.hookId === null || place === undefined) throw new AppError('not_found', 'No webhook posted this message.', 'messageId')
  const home = findChannel(reader, place.channelId)
  const { role } = requirePerson(reader, actor)
  const mayManage = can('hook.manage', { role }, { isOwn: place.ownerId === actor.personId, managedBy: readSettings(reader)['integrations.managedBy'] })
  return {
    messageId,
    hook: {
      id: message.hookId,
      name: place.name,
      owner: place.owner,
      deleted: place.deletedAt !== null,
      channel: home && mayRead(reader, actor, home) ? home.name : null,
      device: findDevice(reader, place.homeDevice)?.name ?? null,
      mentions: place.rules.mentions,
    },
    revisions: countEdits(findMessageRow(reader, messageId)),
    muted: isMutedFor(reader, actor.personId, message.hookId),
    mayManage,
    request: mayManage ? findRequest(reader, message.hookId, messageId) : null,
  }
}

const countEdits = (row: StoredMessage | undefined): number => (row === undefined ? 0 : row.edits.length + row.editsGone)

function findRequest(reader: Reader, hookId: HookId, messageId: MessageId): Provenance['request'] {
  const verdict = findPostingVerdict(reader, hookId, messageId)
  if (verdict === undefined) return null
  const { id, at, status, sizeBytes, userAgent, remote, dialect, lastFour, signature, key } = verdict
  return { verdictId: id, at, status, sizeBytes, userAgent, remote, dialect, lastFour, signature, key }
}
