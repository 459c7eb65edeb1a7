/** The names under which server data is cached; only these, so that live events find what they patch. */
import type { HookId } from '#shared/contract/ids.ts'
import type { CaseState } from '#shared/contract/message.ts'

export const keys = {
  /** Of the desktop shell around the window. */
  shell: ['shell'],
  session: ['session'],
  workspace: ['workspace'],
  people: ['people'] as const,
  /** Who was removed from the workspace. */
  formerPeople: ['formerPeople'] as const,
  channels: ['channels'],
  allMessages: ['messages'],
  /** The window of a channel: roots only. */
  messages: (channelId: string) => ['messages', channelId],
  /** The window of a thread's replies. */
  replies: (rootId: string) => ['replies', rootId],
  /** The thread itself: its root, whether I follow it, what I have read. */
  thread: (rootId: string) => ['thread', rootId],
  /** Every thread that is cached. */
  everyThread: ['thread'],
  threads: ['threads'],
  unreads: ['unreads'],
  /** The first unread messages of a channel; stale with the unread state. */
  firstUnread: (channelId: string) => ['unreads', channelId],
  preferences: ['preferences'],
  drafts: ['drafts'],
  savedIds: ['savedIds'],
  saved: ['saved'],
  notices: ['notices'],
  /** Why one message notified me, or why not. */
  whyNotified: (messageId: string) => ['notices', 'why', messageId],
  /** What a tool's message said before; anew with each change. */
  versions: (messageId: string, editedAt: number | null) => ['message', messageId, 'versions', editedAt],
  /** One message, for what is shown beside it. */
  message: (id: string) => ['message', id],
  /** Every time that a message came again. */
  repeats: (messageId: string) => ['repeats', messageId],
  /** A channel's cases, page by page. */
  cases: (channelId: string, state: CaseState) => ['cases', channelId, state],
  caseCount: (channelId: string) => ['cases', channelId, 'count'],
  pinned: (channelId: string) => ['pinned', channelId],
  channelFiles: (channelId: string) => ['channelFiles', channelId],
  /** The text of a small text file, which never changes. */
  fileText: (fileId: string) => ['fileText', fileId],
  archivedChannels: ['archivedChannels'],
  /** What one query found, page by page. */
  search: (query: string) => ['search', query],
  /** Webhooks that I muted. */
  mutedHooks: ['mutedHooks'],
  /** What waits of one of them. */
  mutedMessages: (hookId: string) => ['mutedHooks', hookId],
  /** Where a webhook's message came from. */
  provenance: (messageId: string) => ['provenance', messageId],
  hooks: ['hooks'],
  /** How many webhooks there are and may be; stale with the list. */
  hookRoom: ['hooks', 'room'],
  /** How they do; stale with the list. */
  hookStandings: ['hooks', 'standings'],
  hookHealth: (id: HookId | string) => ['hooks', 'health', id],
  hook: (id: HookId | string) => ['hook', id],
  /** What waits of each hook. */
  backlogs: ['backlog'],
  /** What waits of a hook. */
  backlog: (hookId: HookId | string) => ['backlog', hookId],
  /** What the doctor of a hook found. */
  doctor: (hookId: HookId | string) => ['doctor', hookId],
  hookSecrets: (hookId: HookId | string) => ['hookSecrets', hookId],
  addresses: (hookId: HookId | string) => ['addresses', hookId],
  verdicts: (hookId: HookId | 'all' | (string & {})) => ['verdicts', hookId],
  tokens: ['tokens'],
  subscriptions: ['subscriptions'],
  subscriptionRoom: ['subscriptions', 'room'],
  subscriptionStandings: ['subscriptions', 'standings'],
  subscriptionHealth: (id: string) => ['subscriptionHealth', id],
  /** Lists of one subscription's deliveries, and each delivery of it. */
  deliveries: (subscriptionId: string) => ['deliveries', subscriptionId],
  deliveriesIn: (subscriptionId: string, state: string) => ['deliveries', subscriptionId, 'list', state],
  delivery: (subscriptionId: string, id: string) => ['deliveries', subscriptionId, 'one', id],
  allConsents: ['consents'],
  consents: (subscriptionId: string) => ['consents', subscriptionId],
  /** What listens to a channel, or wants to. */
  listening: (channelId: string) => ['listening', channelId],
  settings: ['settings'],
  listener: ['listener'],
  /** Whether others are in this workspace, and how the way to them is. */
  team: ['team'],
  devices: ['devices'],
  invites: ['invites'],
  /** My changes that the team did not take, and why. */
  refused: ['refused'],
  everySafety: ['safety'],
  /** The safety number between me and one person. */
  safety: (username: string) => ['safety', username],
  /** What of a channel is there and cannot be shown. */
  unopened: (channelId: string) => ['unopened', channelId],
} as const
