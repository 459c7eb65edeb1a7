/** Whether a change of another device counts: what it rests on must be here, and whoever says it must be somebody who may. Pure: all devices come to the same. */
import type { Change, ChangeOf, PostedMessage } from '#shared/contract/change.ts'
import type { ChannelType } from '#shared/contract/channel.ts'
import type { ChannelId, HookId, PersonId } from '#shared/contract/ids.ts'
import type { Role } from '#shared/contract/person.ts'
import type { Log } from './arrival.ts'

/** What is asked of the projection. Times are by the relay's clock, so that the answer does not depend on when one asks. */
export interface Known {
  channel(id: string): { readonly type: ChannelType; readonly createdBy: PersonId } | undefined
  /** `cameFrom`: the device that posted it, where it came through a webhook, was deleted, and nobody knows any more through which. */
  message(id: string): { readonly channelId: ChannelId; readonly type: PostedMessage['type']; readonly authorId: PersonId; readonly isReply: boolean; readonly hookId?: HookId | null; readonly cameFrom?: string | undefined } | undefined
  /** Whether it is the channel of this person and nobody else. */
  isAlone(channel: string, person: PersonId): boolean
  hasFile(id: string): boolean
  hasPerson(id: string): boolean
  personOf(device: string): PersonId | undefined
  /** The device on which the workspace was made: it also speaks for people who have none. */
  founder(): string | undefined
  hasDevice(person: PersonId, at: number): boolean
  roleOf(person: PersonId, at: number): Role | undefined
  hookHome(id: string): string | undefined
  subscriptionHome(id: string): string | undefined
  /** Of that change; what is public is a fact. */
  logOf(change: Change): Log
}

type KnownMessage = NonNullable<ReturnType<Known['message']>>

export interface Spoken {
  readonly log: Log
  readonly device: string
  /** When the relay took it. */
  readonly at: number
  readonly sealed: boolean
}

export type Judgement =
  | 'counts'
  /** It may count once that is here. `inLog`: it would stand in the same log. */
  | { readonly missing: string; readonly inLog: boolean }
  | { readonly refused: string }

/** A clock that is further ahead than this is wrong; what was said offline may be as old as it likes. */
const AHEAD_MS = 24 * 3_600_000

const missing = (what: string, inLog = false): Judgement => ({ missing: what, inLog })
const refused = (why: string): Judgement => ({ refused: why })

export function judgeChange(change: Change, spoken: Spoken, known: Known): Judgement {
  if (change.authorDevice !== spoken.device) return refused('It names another device than the one that signed it.')
  const here = findMissing(change, known)
  if (here !== undefined) return here
  if (known.logOf(change) !== spoken.log) return refused('It stands where it does not belong.')
  // Facts are judged by the ledger.
  if (spoken.log === 'workspace' && !spoken.sealed) return 'counts'
  if (change.at < 0 || change.at > spoken.at + AHEAD_MS) return refused('The clock of the device that sent it is wrong.')
  const own = known.personOf(spoken.device)
  if (own === undefined) return missing('the device that sent it')
  const speaksFor = (person: PersonId): boolean => person === own || (spoken.device === known.founder() && !known.hasDevice(person, spoken.at))
  return judgeContent(change, spoken, { ...known, speaksFor, own })
}

interface Speaking extends Known {
  readonly own: PersonId
  speaksFor(person: PersonId): boolean
}

function judgeContent(change: Change, spoken: Spoken, known: Speaking): Judgement {
  const message = 'messageId' in change.body && change.kind !== 'message.posted' ? known.message(change.body.messageId) : undefined
  const mine = (person: PersonId, what: string): Judgement => (known.speaksFor(person) ? 'counts' : refused(`${what} in the name of somebody else.`))
  switch (change.kind) {
    case 'message.posted':
      return judgePost(change, spoken, known)
    case 'message.edited':
      if (message?.type === 'message') return mine(message.authorId, 'It edits a message')
      return message?.type === 'webhook' ? judgeHookEdit(message, spoken, known) : refused('What the app says cannot be edited.')
    case 'message.deleted':
      return judgeDeletion(change.body.deletedBy, message, spoken, known)
    case 'message.repeated':
      if (message?.hookId == null && message?.cameFrom === undefined) return refused('Only what a webhook posted can be repeated.')
      return homeOf(message, known) === spoken.device && !spoken.sealed ? 'counts' : refused('It comes from a device that this webhook does not live on.')
    case 'message.pinned':
      return message?.type === 'system' ? refused('What the app says cannot be pinned.') : mine(change.body.pinnedBy, 'It pins a message')
    case 'message.unpinned':
      return 'counts'
    case 'reaction.added':
    case 'reaction.removed':
      if (message?.type === 'system' || change.body.emoji.length === 0 || change.body.emoji.length > 64) return refused('It is no reaction that can be shown.')
      return mine(change.body.personId, 'It reacts')
    case 'case.closed':
      return mine(change.body.closedBy, 'It closes a case')
    case 'case.reopened':
      return mine(change.body.reopenedBy, 'It reopens a case')
    case 'consent.given':
      return mine(change.body.personId, 'It agrees')
    case 'consent.withdrawn':
      // Whoever could give it for the channel takes back everybody's: less is told then, not more.
      return known.speaksFor(change.body.personId) || isAdmin(spoken, known) || isManagedHere(change, known) ? 'counts' : refused('It takes back what somebody else agreed to.')
    case 'channel.edited':
      return isAdmin(spoken, known) || known.channel(change.scope)?.createdBy === known.own ? 'counts' : refused('Only admins and whoever made the channel can change it.')
    case 'profile.changed':
      return mine(change.body.personId, 'It changes a profile')
    default:
      return refused('It is a fact, and was not told as one.')
  }
}

/** The founder's device can act for whoever was its owner before there were roles here. */
function isAdmin({ device, at }: Spoken, known: Speaking): boolean {
  const role = known.roleOf(known.own, at)
  return (device === known.founder() && role === undefined) || role === 'owner' || role === 'admin'
}

const isManagedHere = ({ scope }: ChangeOf<'consent.withdrawn'>, known: Known): boolean => known.channel(scope)?.type === 'private'

function judgeDeletion(deletedBy: PersonId, message: KnownMessage | undefined, spoken: Spoken, known: Speaking): Judgement {
  // Its sender takes it back where it posted it: in the name that it was posted in, whoever is at that computer.
  if (message?.type === 'webhook' && deletedBy === message.authorId && homeOf(message, known) === spoken.device) return 'counts'
  if (!known.speaksFor(deletedBy)) return refused('It deletes a message in the name of somebody else.')
  if (message?.type !== 'system' && message && known.speaksFor(message.authorId)) return 'counts'
  return isAdmin(spoken, known) ? 'counts' : refused('It deletes a message that belongs to somebody else.')
}

/** Its sender changes it where it posted it: on the device on which the webhook lives. */
function judgeHookEdit(message: KnownMessage, { device }: Spoken, known: Speaking): Judgement {
  return homeOf(message, known) === device ? 'counts' : refused('It edits a message of a webhook that does not live on its device.')
}

const homeOf = ({ hookId, cameFrom }: KnownMessage, known: Known): string | undefined => (hookId == null ? cameFrom : known.hookHome(hookId))

function judgePost({ scope, body }: ChangeOf<'message.posted'>, { device, sealed }: Spoken, known: Speaking): Judgement {
  if (known.message(body.messageId)) return refused('Another message has its id.')
  const fileIds = (body.files ?? []).map(({ fileId }) => fileId)
  if (new Set(fileIds).size < fileIds.length || fileIds.some((id) => known.hasFile(id))) return refused('It names a file of another message as its own.')
  for (const id of [body.threadRootId, body.case?.id]) {
    const about = id === undefined || id === body.messageId ? undefined : known.message(id)
    if (about && (about.channelId !== scope || about.isReply)) return refused('It answers something that is not in its channel.')
  }
  if ((body.type === 'webhook') === sealed) return refused(sealed ? 'It claims to come from a webhook.' : 'It was not sealed.')
  if (body.type !== 'webhook') return known.speaksFor(body.authorId) ? 'counts' : refused('It was written in the name of somebody else.')
  // What Hookline tells somebody, it tells nobody else.
  if (body.hookId === null && body.subscriptionId === undefined) return known.speaksFor(body.authorId) && known.isAlone(scope, body.authorId) ? 'counts' : refused('It says that Hookline wrote it.')
  const home = body.hookId === null ? known.subscriptionHome(body.subscriptionId ?? '') : known.hookHome(body.hookId)
  return home === device ? 'counts' : refused('It comes from a device that this webhook does not live on.')
}

/** What a change names and nobody has told of yet. */
export function findMissing(change: Change, known: Omit<Known, 'logOf'>): Judgement | undefined {
  if (change.scope !== 'workspace' && change.kind !== 'channel.created' && !known.channel(change.scope)) return missing('its channel')
  const lost = (id: PersonId): Judgement | undefined => (known.hasPerson(id) ? undefined : missing('somebody whom it names'))
  const { kind, body } = change
  switch (kind) {
    case 'message.posted':
      return findMissingOfPost(change, known) ?? lost(body.authorId)
    case 'message.edited':
    case 'message.deleted':
    case 'message.repeated':
    case 'message.pinned':
    case 'message.unpinned':
    case 'reaction.added':
    case 'reaction.removed': {
      const message = known.message(body.messageId)
      if (message?.channelId !== change.scope) return missing('the message that it is about', true)
      return 'personId' in body ? lost(body.personId) : undefined
    }
    case 'case.closed':
    case 'case.reopened':
      return known.message(body.caseId)?.channelId === change.scope ? undefined : missing('the case that it is about', true)
    case 'consent.given':
    case 'consent.withdrawn':
      return known.subscriptionHome(body.subscriptionId) === undefined ? missing('the outgoing webhook that it is about') : lost(body.personId)
    case 'channel.created':
      return lost(body.createdBy)
    case 'member.joined':
      return lost(body.personId)
    case 'hook.defined':
      return known.channel(body.channelId) ? lost(body.ownerId) : missing('its channel')
    case 'subscription.defined':
      return lost(body.ownerId)
    default:
      return undefined
  }
}

function findMissingOfPost({ body }: ChangeOf<'message.posted'>, known: Omit<Known, 'logOf'>): Judgement | undefined {
  if (body.threadRootId !== undefined && !known.message(body.threadRootId)) return missing('the message that it answers', true)
  if (body.case !== undefined && body.case.id !== body.messageId && !known.message(body.case.id)) return missing('the case that it belongs to', true)
  if (body.hookId !== null && known.hookHome(body.hookId) === undefined) return missing('the webhook that it came through')
  return body.subscriptionId !== undefined && known.subscriptionHome(body.subscriptionId) === undefined ? missing('the outgoing webhook that it answers') : undefined
}
