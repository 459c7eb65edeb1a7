/** Does what a slash command asks for, and says in a note how it went. */
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Unreads } from '#shared/contract/unread.ts'
import type { CommandName, Parsed } from '#shared/core/slash-command.ts'
import { openChannelDialog } from '#renderer/lib/screen/channel-dialog.ts'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { placeKey, putBackText, setDraftText, type Place } from '#renderer/lib/writing/drafts.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { upsert } from '#renderer/lib/data/upsert.ts'
import { isConversation, mayInChannel } from '#renderer/lib/data/may-in-channel.ts'
import { sendMessage } from '#renderer/lib/writing/outbox.ts'
import { patchData } from '#renderer/lib/data/patch-data.ts'
import { queryClient } from '#renderer/lib/data/query-client.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { t } from '#renderer/text/i18n.ts'
import { sayBad, sayWell, showNote, type PeopleNote } from '../notes.ts'

export interface CommandContext {
  readonly place: Place
  readonly channel: Channel
  readonly me: Person
  readonly people: readonly Person[]
  /** Shows the webhooks of this channel; null for who may not manage any. */
  readonly openHooks: (() => void) | null
  readonly navigate: (path: string) => void
}

/** All but a message. */
export type Command = Exclude<Parsed, { kind: 'post' }>

/** Those that do something for this person in this channel. */
export function listCommands({ channel, me, openHooks }: Pick<CommandContext, 'channel' | 'me' | 'openHooks'>): readonly CommandName[] {
  const all: readonly (readonly [CommandName, boolean])[] = [
    ['me', true],
    ['shrug', true],
    ['mute', true],
    ['invite', mayInChannel('channel.addPeople', me, channel)],
    ['dm', true],
    ['hooks', openHooks !== null],
    ['leave', channel.type === 'public' || channel.type === 'private'],
    ['help', true],
  ]
  return all.filter(([, may]) => may).map(([name]) => name)
}

/** `raw` comes back into the composer when nothing came of it. */
export async function runCommand(command: Command, raw: string, context: CommandContext): Promise<void> {
  const key = placeKey(context.place)
  setDraftText(key, '')
  try {
    if (!(await run(command, context))) putBackText(key, raw)
  } catch (error) {
    sayBad(key, toErrorBody(error).message)
    putBackText(key, raw)
  }
}

/** @returns false when it cannot be done as it was written; the note says why. */
async function run(command: Command, context: CommandContext): Promise<boolean> {
  const key = placeKey(context.place)
  switch (command.kind) {
    case 'mute':
      return toggleMute(context)
    case 'invite':
      return invite(command.usernames, context)
    case 'dm':
      return writeTo(command, context)
    case 'hooks':
      if (context.openHooks === null) return refuse(key, t('composer:note.hooksRefused'))
      context.openHooks()
      return true
    case 'leave':
      if (isConversation(context.channel)) return refuse(key, t('composer:note.leaveRefused'))
      openChannelDialog({ kind: 'leave', channelId: context.channel.id })
      return true
    case 'help':
      showNote(key, { kind: 'help', commands: listCommands(context) })
      return true
    case 'incomplete':
      return refuse(key, t(`composer:note.incomplete.${command.name}`))
    case 'unknown':
      showNote(key, { kind: 'unknownCommand', name: command.name })
      return false
  }
}

function refuse(key: string, text: string): false {
  sayBad(key, text)
  return false
}

async function toggleMute({ place, channel }: CommandContext): Promise<true> {
  const muted = queryClient.getQueryData<Unreads>(keys.unreads)?.channels.find(({ channelId }) => channelId === channel.id)?.muted ?? false
  const state = await rpc.channels.setPreference({ channel: channel.id, muted: !muted })
  patchData<Unreads>(queryClient, keys.unreads, (unreads) => ({ ...unreads, channels: [...upsert(unreads.channels, state, 'channelId')] }))
  sayWell(placeKey(place), state.muted ? t('composer:note.muted') : t('composer:note.unmuted'))
  return true
}

/** Adds those it knows, and says who was meant by nobody. */
async function invite(usernames: readonly string[], { place, channel, me, people }: CommandContext): Promise<boolean> {
  const key = placeKey(place)
  if (!mayInChannel('channel.addPeople', me, channel)) return refuse(key, t('composer:note.inviteRefused'))
  const known = new Set(people.map((person) => person.username))
  const groups: Record<PeopleNote, readonly string[]> = {
    added: usernames.filter((name) => known.has(name) && !channel.members.includes(name)),
    alreadyIn: usernames.filter((name) => channel.members.includes(name)),
    nobodyCalled: usernames.filter((name) => !known.has(name)),
  }
  if (groups.added.length > 0) await addPeople(channel, groups.added)
  const lines = (Object.keys(groups) as PeopleNote[]).filter((kind) => groups[kind].length > 0).map((kind) => ({ kind, usernames: groups[kind] }))
  showNote(key, { kind: 'people', lines })
  return groups.added.length > 0 || groups.nobodyCalled.length === 0
}

export async function addPeople(channel: Channel, usernames: readonly string[]): Promise<void> {
  const changed = await rpc.channels.addPeople({ channel: channel.id, usernames: [...usernames] })
  patchData<readonly Channel[]>(queryClient, keys.channels, (list) => upsert(list, changed, 'id'))
}

async function writeTo({ username, text }: { readonly username: string; readonly text: string }, { place, people, navigate }: CommandContext): Promise<boolean> {
  if (!people.some((person) => person.username === username)) {
    showNote(placeKey(place), { kind: 'people', lines: [{ kind: 'nobodyCalled', usernames: [username] }] })
    return false
  }
  const direct = await rpc.channels.openDirect({ usernames: [username] })
  patchData<readonly Channel[]>(queryClient, keys.channels, (list) => upsert(list, direct, 'id'))
  if (text.trim() !== '') sendMessage(queryClient, { channelId: direct.id, text })
  navigate(channelPath(direct))
  return true
}
