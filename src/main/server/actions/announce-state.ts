/** Announces how that which a change is about stands now. */
import type { Change } from '#shared/contract/change.ts'
import type { ChannelId, DeviceId, MessageId, PersonId } from '#shared/contract/ids.ts'
import { findCase } from '../store/cases.ts'
import { findChannel, getChannel, listChannelIds } from '../store/channels.ts'
import type { Tx } from '../store/connection.ts'
import { findDevice, findFounder, listDevices } from '../store/devices.ts'
import { findHook } from '../store/hooks.ts'
import { findLocal } from '../store/local-state.ts'
import { findMessage } from '../store/messages.ts'
import { findPerson, isRemoved } from '../store/people.ts'
import { readSettings, toSetting } from '../store/settings.ts'
import { findSubscription } from '../store/subscriptions.ts'
import { findWorkspace } from '../store/workspace.ts'
import { listListenedChannels } from './outgoing/list-listening.ts'
import type { Said } from './announce-change.ts'

/** Nothing is announced of what is not there. */
export function announceState(tx: Tx, change: Said): void {
  switch (change.kind) {
    case 'message.posted':
    case 'message.edited':
    case 'message.deleted':
    case 'message.repeated':
    case 'message.pinned':
    case 'message.unpinned':
    case 'reaction.added':
    case 'reaction.removed':
      return announceMessage(tx, change)
    case 'case.closed':
    case 'case.reopened':
      announceCase(tx, change.body.caseId)
      return tellMessage(tx, change.body.caseId)
    case 'consent.given':
    case 'consent.withdrawn':
      return tx.emit({ name: 'listening.changed', data: { channelId: change.scope } }, change.scope)
    case 'channel.created':
    case 'channel.edited':
    case 'channel.archived':
    case 'channel.restored':
    case 'member.joined':
      return announceChannel(tx, change.scope)
    case 'member.left':
      announceChannel(tx, change.scope)
      return announceLoss(tx, change.scope, change.body.personId)
    default:
      return announceFact(tx, change)
  }
}

type OfMessage = Extract<Change, { kind: `message.${string}` | `reaction.${string}` }>

/** A reply also shows at its root, and a message of a case in the case. */
function announceMessage(tx: Tx, { kind, body }: Said<OfMessage>): void {
  const message = findMessage(tx, body.messageId)
  if (!message) return
  tx.emit({ name: 'message.changed', data: message }, message.channelId)
  if (kind !== 'message.posted' && kind !== 'message.deleted') return
  if (message.threadRootId !== null) tellMessage(tx, message.threadRootId)
  // A case whose opening message goes is gone with it: `message.changed` says so.
  if (message.caseId !== null) announceCase(tx, message.caseId)
}

function tellMessage(tx: Tx, id: MessageId): void {
  const message = findMessage(tx, id)
  if (message) tx.emit({ name: 'message.changed', data: message }, message.channelId)
}

function announceCase(tx: Tx, id: MessageId): void {
  const found = findCase(tx, id)
  if (found) tx.emit({ name: 'case.changed', data: found }, found.channelId)
}

function announceChannel(tx: Tx, id: ChannelId): void {
  const channel = findChannel(tx, id)
  if (!channel) return
  if (channel.archivedAt === null) tx.emit({ name: 'channel.changed', data: getChannel(tx, id) }, id)
  else tx.emit({ name: 'channel.archived', data: { channelId: id } }, id)
}

/** Who left a private channel does not see it any more. */
function announceLoss(tx: Tx, channelId: ChannelId, personId: PersonId): void {
  if (findChannel(tx, channelId)?.type !== 'public' || findPerson(tx, personId)?.role === 'guest') tx.emit({ name: 'channel.lost', data: { channelId } }, { person: personId })
}

function announceFact(tx: Tx, change: Exclude<Said, Said<OfMessage>>): void {
  switch (change.kind) {
    case 'workspace.defined': {
      const workspace = findWorkspace(tx)
      return workspace && tx.emit({ name: 'workspace.changed', data: workspace }, 'everyone')
    }
    case 'person.defined':
    case 'profile.changed':
      return announcePerson(tx, change.body.personId)
    case 'ownership.handedOver':
      announcePerson(tx, change.body.handedBy)
      return announcePerson(tx, change.body.personId)
    case 'person.removed':
      tx.emit({ name: 'person.removed', data: { id: change.body.personId } }, 'everyone')
      for (const device of listDevices(tx)) if (device.personId === change.body.personId) announceDevice(tx, device.id)
      // They were in some of them.
      return listChannelIds(tx).forEach((id) => announceChannel(tx, id))
    case 'setting.changed':
      return tx.emit({ name: 'setting.changed', data: toSetting(readSettings(tx), change.body.key) }, 'everyone')
    case 'hook.defined':
    case 'hook.deleted': {
      const hook = findHook(tx, change.body.hookId)
      return hook ? tx.emit({ name: 'hook.changed', data: hook }, 'managers') : tx.emit({ name: 'hook.deleted', data: { hookId: change.body.hookId } }, 'managers')
    }
    case 'subscription.defined':
    case 'subscription.switched':
    case 'subscription.deleted':
      return announceSubscription(tx, change)
    case 'device.admitted':
      announcePerson(tx, change.body.personId)
      tx.emit({ name: 'invites.changed', data: {} }, 'managers')
      return announceDevice(tx, change.body.deviceId)
    case 'device.renamed':
    case 'device.removed':
      return announceDevice(tx, change.body.deviceId)
    case 'invite.created':
    case 'invite.revoked':
      return tx.emit({ name: 'invites.changed', data: {} }, 'managers')
  }
}

function announcePerson(tx: Tx, id: PersonId): void {
  const person = findPerson(tx, id)
  if (person && !isRemoved(tx, id)) tx.emit({ name: 'person.changed', data: person }, 'everyone')
}

/** Who is connected is for the relay to say. */
function announceDevice(tx: Tx, id: DeviceId): void {
  const device = findDevice(tx, id)
  if (device) tx.emit({ name: 'device.changed', data: { ...device, online: null, isThis: id === findLocal(tx, 'deviceId'), isHost: id === findFounder(tx) } }, 'everyone')
}

function announceSubscription(tx: Tx, { body }: Said<Extract<Change, { kind: 'subscription.defined' | 'subscription.switched' | 'subscription.deleted' }>>): void {
  const found = findSubscription(tx, body.subscriptionId)
  if (!found) return tx.emit({ name: 'subscription.deleted', data: { subscriptionId: body.subscriptionId } }, 'managers')
  const { ownerId, ...subscription } = found
  tx.emit({ name: 'subscription.changed', data: subscription }, 'managers')
  for (const channelId of listListenedChannels(tx, subscription, ownerId)) tx.emit({ name: 'listening.changed', data: { channelId } }, channelId)
}
