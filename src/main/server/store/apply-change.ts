/** Folds one change into the projection tables: the only caller of `projection/`, so that log and tables cannot drift apart. */
import type { Change } from '#shared/contract/change.ts'
import type { Tx } from './connection.ts'
import { closeCase, dropFromCase, noteCase, reopenCase } from './projection/cases.ts'
import { archiveChannel, deleteMember, editChannel, insertChannel, insertMember, restoreChannel } from './projection/channels.ts'
import { noteHookThread } from './projection/hook-threads.ts'
import { markHookDeleted, upsertHook } from './projection/hooks.ts'
import { deleteConsent, markSubscriptionDeleted, upsertConsent, upsertSubscription } from './projection/subscriptions.ts'
import { insertMessage } from './projection/messages.ts'
import { deleteMessage, deleteReaction, editMessage, insertReaction, pinMessage, unpinMessage } from './projection/message-changes.ts'
import { updateProfile, upsertPerson, upsertSetting, upsertWorkspace } from './projection/workspace.ts'

/** Deterministic: the same log gives the same tables, whoever replays it and whenever. */
export function applyChange(tx: Tx, change: Change, position: number): void {
  switch (change.kind) {
    case 'message.posted':
      insertMessage(tx, change, position)
      noteHookThread(tx, change)
      return noteCase(tx, change, position)
    case 'workspace.defined':
      return upsertWorkspace(tx, change)
    case 'person.defined':
      return upsertPerson(tx, change)
    case 'profile.changed':
      return updateProfile(tx, change)
    case 'setting.changed':
      return upsertSetting(tx, change)
    case 'channel.created':
      return insertChannel(tx, change)
    case 'channel.edited':
      return editChannel(tx, change)
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
      deleteMessage(tx, change)
      return dropFromCase(tx, change)
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
    case 'hook.defined':
      return upsertHook(tx, change)
    case 'hook.deleted':
      return markHookDeleted(tx, change)
    case 'subscription.defined':
      return upsertSubscription(tx, change)
    case 'subscription.deleted':
      return markSubscriptionDeleted(tx, change)
    case 'consent.given':
      return upsertConsent(tx, change)
    case 'consent.withdrawn':
      return deleteConsent(tx, change)
    default:
      return assertNever(change)
  }
}

function assertNever(change: never): never {
  throw new Error(`unknown change ${JSON.stringify(change)}`)
}
