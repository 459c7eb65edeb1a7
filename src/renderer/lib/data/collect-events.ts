/** What each event does to the query cache: what becomes of the lists that show it, and what is asked for again. */
import type { Channel } from '#shared/contract/channel.ts'
import type { Draft } from '#shared/contract/draft.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import type { Backlog, Hook } from '#shared/contract/hook.ts'
import type { CaseState, Message } from '#shared/contract/message.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import type { Setting } from '#shared/contract/settings.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import type { FollowedThread } from '#shared/contract/unread.ts'
import { withCase, withoutCase, type CasePages } from './case-pages.ts'
import type { Patches } from './patches.ts'
import { pushTo } from './push-to.ts'
import { keys } from './query-keys.ts'
import { collectTeam } from './team-events.ts'
import { upsert } from './upsert.ts'
import { collectVerdicts } from './verdict-events.ts'

export function collectEvent(patches: Patches, event: AppEvent): void {
  collect(patches, event)
  collectTeam(patches, event)
  collectVerdicts(patches, event)
}

function collect(patches: Patches, event: AppEvent): void {
  switch (event.name) {
    case 'message.posted':
      if (event.data.files.length > 0) patches.invalidate(keys.channelFiles(event.data.channelId))
      return pushTo(patches.posted, event.data.threadRootId ?? event.data.channelId, event.data)
    case 'message.changed':
      patches.invalidate(keys.pinned(event.data.channelId))
      if (event.data.deletedAt !== null) dropWhatWasDeleted(patches, event.data)
      return event.data.thread === null ? undefined : patches.invalidate(keys.threads)
    case 'case.changed':
      return inCases(patches, event.data.channelId, (list, state) => withCase(list, event.data, state))
    case 'backlog.changed':
      return patches.add<Backlog>(keys.backlog(event.data.hookId), (backlog) => ({ ...backlog, waiting: event.data.waiting }))
    case 'channel.changed':
      // Restored, unless it is still in there.
      patches.add<readonly Channel[]>(keys.archivedChannels, (list) => list.filter((channel) => channel.id !== event.data.id || event.data.archivedAt !== null))
      patches.invalidate(keys.archivedChannels)
      return patches.add<readonly Channel[]>(keys.channels, (list) => upsert(list, event.data, 'id'))
    case 'channel.lost':
      patches.invalidate(keys.messages(event.data.channelId))
      return patches.add<readonly Channel[]>(keys.channels, (list) => list.filter((channel) => channel.id !== event.data.channelId))
    case 'channel.archived':
      patches.invalidate(keys.archivedChannels)
      return patches.add<readonly Channel[]>(keys.channels, (list) =>
        list.map((channel) => (channel.id === event.data.channelId ? { ...channel, archivedAt: channel.archivedAt ?? Date.now() } : channel)),
      )
    case 'workspace.changed':
      patches.add(keys.workspace, () => event.data)
      return patches.add<Session>(keys.session, (session) => ({ ...session, workspace: event.data }))
    case 'setting.changed':
      patches.add<readonly Setting[]>(keys.settings, (list) => upsert(list, event.data, 'key'))
      patches.invalidate(keys.hookRoom)
      patches.invalidate(keys.subscriptionRoom)
      // Whether it is held.
      patches.invalidate(keys.backlogs)
      // What I may do can depend on it.
      return patches.invalidate(keys.session)
    case 'hook.changed':
      patches.invalidate(keys.hookRoom)
      patches.invalidate(keys.doctor(event.data.id))
      patches.invalidate(keys.backlog(event.data.id))
      patches.add<readonly Hook[]>(keys.hooks, (list) => upsert(list, event.data, 'id'))
      return patches.add(keys.hook(event.data.id), () => event.data)
    case 'hook.deleted':
      patches.invalidate(keys.hookRoom)
      return patches.add<readonly Hook[]>(keys.hooks, (list) => list.filter((hook) => hook.id !== event.data.hookId))
    case 'listener.changed':
      return patches.add(keys.listener, () => event.data)
    default:
      collectSecrets(patches, event)
      collectOutgoing(patches, event)
      return collectMine(patches, event)
  }
}

/** Its files, its thread when nobody had replied, and the case that it opened. */
function dropWhatWasDeleted(patches: Patches, { id, channelId }: Message): void {
  patches.invalidate(keys.channelFiles(channelId))
  patches.invalidate(keys.thread(id))
  inCases(patches, channelId, (list) => withoutCase(list, id))
}

function inCases(patches: Patches, channelId: string, change: (list: CasePages, state: CaseState) => CasePages): void {
  for (const state of ['open', 'closed'] as const) patches.add<CasePages>(keys.cases(channelId, state), (list) => change(list, state))
  patches.invalidate(keys.caseCount(channelId))
}

/** What opens a way in: never itself, only that it changed. */
function collectSecrets(patches: Patches, event: AppEvent): void {
  switch (event.name) {
    case 'addresses.changed':
      return patches.invalidate(keys.addresses(event.data.hookId))
    case 'secrets.changed':
      return patches.invalidate(keys.hookSecrets(event.data.hookId))
    case 'tokens.changed':
      return patches.invalidate(keys.tokens)
  }
}

/** What outgoing webhooks do, and who agreed to it. */
function collectOutgoing(patches: Patches, event: AppEvent): void {
  switch (event.name) {
    case 'subscription.changed':
      patches.invalidate(keys.subscriptionRoom)
      patches.invalidate(keys.consents(event.data.id))
      // A pause changes how those that wait are seen.
      patches.invalidate(keys.deliveries(event.data.id))
      patches.invalidate(keys.subscriptionHealth(event.data.id))
      patches.invalidate(keys.subscriptionStandings)
      return patches.add<readonly Subscription[]>(keys.subscriptions, (list) => upsert(list, event.data, 'id'))
    case 'subscription.deleted':
      patches.invalidate(keys.subscriptionRoom)
      return patches.add<readonly Subscription[]>(keys.subscriptions, (list) => list.filter(({ id }) => id !== event.data.subscriptionId))
    case 'listening.changed':
      patches.invalidate(keys.allConsents)
      return patches.invalidate(keys.listening(event.data.channelId))
    case 'deliveries.changed':
      patches.invalidateCalmly(keys.subscriptionStandings)
      patches.invalidateCalmly(keys.subscriptionHealth(event.data.subscriptionId))
      return patches.invalidateCalmly(keys.deliveries(event.data.subscriptionId))
  }
}

/** What belongs to me alone. */
function collectMine(patches: Patches, event: AppEvent): void {
  switch (event.name) {
    case 'hook.muted':
      patches.invalidate(keys.notices)
      return patches.invalidate(keys.mutedHooks)
    case 'unreads.changed':
      patches.invalidateCalmly(keys.mutedHooks)
      patches.invalidate(keys.notices)
      patches.invalidate(keys.threads)
      return patches.add(keys.unreads, () => event.data)
    case 'preferences.changed':
      return patches.add(keys.preferences, () => event.data)
    case 'draft.changed':
      return patches.add<readonly Draft[]>(keys.drafts, (list) => replaceDraft(list, event.data))
    case 'saved.changed':
      patches.invalidate(keys.saved)
      return patches.add<readonly string[]>(keys.savedIds, (ids) => [...ids.filter((id) => id !== event.data.messageId), ...(event.data.saved ? [event.data.messageId] : [])])
    case 'thread.followed':
      patches.invalidate(keys.threads)
      return patches.add<FollowedThread>(keys.thread(event.data.rootId), (thread) => ({ ...thread, following: event.data.following }))
  }
}

/** One without text and files is none. */
function replaceDraft(list: readonly Draft[], draft: Draft): readonly Draft[] {
  const others = list.filter(({ channelId, threadRootId }) => channelId !== draft.channelId || threadRootId !== draft.threadRootId)
  return draft.text === '' && draft.files.length === 0 ? others : [...others, draft]
}
