/** Gives the judge of changes what the tables know. */
import type { DeviceId, HookId, MessageId, PersonId, SubscriptionId } from '#shared/contract/ids.ts'
import { findDeviceAt } from '../store/change-log.ts'
import { findChannel } from '../store/channels.ts'
import type { Reader } from '../store/connection.ts'
import { findAdmission, findDeviceOf, findFounder, findRoleAt } from '../store/devices.ts'
import { findDirectChannelId } from '../store/direct-channels.ts'
import { findHookHome } from '../store/hooks.ts'
import { logOf } from '../store/log-of.ts'
import { findMessageFile } from '../store/message-files.ts'
import { findMessageRow, type StoredMessage } from '../store/messages.ts'
import { findPerson } from '../store/people.ts'
import { findSubscriptionHome } from '../store/subscriptions.ts'
import type { Known } from './judge-change.ts'

export function readKnown(reader: Reader): Known {
  return {
    channel: (id) => findChannel(reader, id),
    message: (id) => {
      const row = findMessageRow(reader, id as MessageId)
      return row && { channelId: row.channelId, type: row.type, authorId: row.authorId, isReply: row.threadRootId !== null, hookId: row.hookId, cameFrom: findSource(reader, row) }
    },
    hasFile: (id) => findMessageFile(reader, id) !== undefined,
    hasPerson: (id) => findPerson(reader, id as PersonId) !== undefined,
    personOf: (device) => findAdmission(reader, device as DeviceId)?.personId,
    founder: () => findFounder(reader),
    hasDevice: (person, at) => findDeviceOf(reader, person, at) !== undefined,
    roleOf: (person, at) => findRoleAt(reader, person, at),
    hookHome: (id) => findHookHome(reader, id as HookId),
    isAlone: (channel, person) => findDirectChannelId(reader, person, person) === channel,
    subscriptionHome: (id) => findSubscriptionHome(reader, id as SubscriptionId),
    logOf: (change) => logOf(reader, change),
  }
}

/** A deleted message of a webhook that nobody can name any more: it stands in for one that came without content. */
function findSource(reader: Reader, { type, hookId, deletedAt, channelId, position }: StoredMessage): string | undefined {
  return type === 'webhook' && hookId === null && deletedAt !== null ? findDeviceAt(reader, channelId, position) : undefined
}
