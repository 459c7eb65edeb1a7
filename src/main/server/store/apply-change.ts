/** Folds one change into the projection tables: with `place-change.ts` the only caller of `projection/`, so that log and tables cannot drift apart. */
import type { Change } from '#shared/contract/change.ts'
import type { Tx } from './connection.ts'
import type { Place } from './positions.ts'
import { closeCase, dropFromCase, noteCase, reopenCase } from './projection/cases.ts'
import { archiveChannel, deleteMember, editChannel, insertChannel, insertMember, restoreChannel } from './projection/channels.ts'
import { noteHookThread } from './projection/hook-threads.ts'
import { markHookDeleted, upsertHook } from './projection/hooks.ts'
import { deleteConsent, markSubscriptionDeleted, switchSubscription, upsertConsent, upsertSubscription } from './projection/subscriptions.ts'
import { insertMessage } from './projection/messages.ts'
import { countRepeats, deleteMessage, deleteReaction, editMessage, insertReaction, pinMessage, unpinMessage } from './projection/message-changes.ts'
import { admitDevice, handOver, insertInvite, removeDevice, removePerson, renameDevice, revokeInvite } from './projection/team.ts'
import { updateProfile, upsertPerson, upsertSetting, upsertWorkspace } from './projection/workspace.ts'

/** Deterministic: the same log gives the same tables, whoever replays it and whenever. */
export function applyChange(tx: Tx, change: Change, place: Place): void {
  const { position } = place
  switch (change.kind) {
    case 'message.posted':
      insertMessage(tx, change, place)
      noteHookThread(tx, change)
      return noteCase(tx, change, position)
    case 'workspace.defined':
      return upsertWorkspace(tx, change)
    case 'person.defined':
      return upsertPerson(tx, change, place)
    case 'profile.changed':
      return updateProfile(tx, change)
    case 'setting.changed':
      return upsertSetting(tx, change)
    case 'channel.created':
      return insertChannel(tx, change, position)
    case 'channel.edited':
      return editChannel(tx, change, position)
    case 'channel.restored':
      return restoreChannel(tx, change)
    case 'channel.archived':
      return archiveChannel(tx, change)
    case 'member.joined':
      return insertMember(tx, change)
    case 'member.left':
      return deleteMember(tx, change)
    case 'message.edited':
      return editMessage(tx, change, position)
    case 'message.deleted':
      // Twice, by two devices: the case lost it once.
      if (deleteMessage(tx, change)) dropFromCase(tx, change)
      return
    case 'message.repeated':
      return countRepeats(tx, change)
    case 'message.pinned':
      return pinMessage(tx, change)
    case 'message.unpinned':
      return unpinMessage(tx, change)
    case 'reaction.added':
      return insertReaction(tx, change, position)
    case 'reaction.removed':
      return deleteReaction(tx, change)
    case 'case.closed':
      return closeCase(tx, change, position)
    case 'case.reopened':
      return reopenCase(tx, change, position)
    default:
      return applyFact(tx, change, place)
  }
}

type FactOf<C extends Change> = C['kind'] extends `${'hook' | 'subscription' | 'consent' | 'device' | 'invite'}.${string}` | 'person.removed' | 'ownership.handedOver' ? C : never
type Fact = Change extends infer C ? (C extends Change ? FactOf<C> : never) : never

/** Webhooks, and who belongs here with what. */
function applyFact(tx: Tx, change: Fact, place: Place): void {
  switch (change.kind) {
    case 'hook.defined':
      return upsertHook(tx, change)
    case 'hook.deleted':
      return markHookDeleted(tx, change)
    case 'subscription.defined':
      return upsertSubscription(tx, change)
    case 'subscription.switched':
      return switchSubscription(tx, change)
    case 'subscription.deleted':
      return markSubscriptionDeleted(tx, change)
    case 'consent.given':
      return upsertConsent(tx, change)
    case 'consent.withdrawn':
      return deleteConsent(tx, change)
    case 'device.admitted':
      return admitDevice(tx, change, place)
    case 'device.renamed':
      return renameDevice(tx, change)
    case 'device.removed':
      return removeDevice(tx, change, place.at)
    case 'ownership.handedOver':
      return handOver(tx, change, place)
    case 'person.removed':
      return removePerson(tx, change, place.at)
    case 'invite.created':
      return insertInvite(tx, change)
    case 'invite.revoked':
      return revokeInvite(tx, change, place.at)
    default:
      return assertNever(change)
  }
}

function assertNever(change: never): never {
  throw new Error(`unknown change ${JSON.stringify(change)}`)
}
