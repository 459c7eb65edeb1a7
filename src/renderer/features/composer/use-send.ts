/** Sending what is written: a command is done, a message waits for its files, one that is too long stays. */
import type { File as SentFile } from '#shared/contract/file.ts'
import { listMentions } from '#shared/core/mentions.ts'
import { parseSlashCommand } from '#shared/core/slash-command.ts'
import { clearDraft, getDraft, placeKey, setDraftText, type PlaceKey } from '#renderer/lib/writing/drafts.ts'
import { findLeaks, mayHoldAddress } from '#renderer/lib/data/find-leaks.ts'
import { isConversation, mayInChannel } from '#renderer/lib/data/may-in-channel.ts'
import { clearUploads, uploadsOf, useUploads, type UploadEntry } from '#renderer/lib/files/uploads.ts'
import { t } from '#renderer/text/i18n.ts'
import { readinessOf } from './attachments/attach-files.ts'
import { runCommand, type Command, type CommandContext } from './commands/run-command.ts'
import { countOver } from './count-over.ts'
import { closeNote, sayBad, showNote } from './notes.ts'
import { hold, sendWhenReady, useIsWaiting } from './when-ready.ts'

export interface ComposedPost {
  readonly text: string
  /** Uploaded already. */
  readonly files: readonly SentFile[]
  /** `/me`: the text says what I do. */
  readonly isAction: boolean
}

export interface Sender {
  /** It goes as soon as its files are there. */
  readonly waiting: boolean
  send(): void
  /** Sends it although it holds an address of a webhook, if the draft still is the text that the note is about. */
  sendLeak(about: string): void
  /** Not yet, after all. */
  hold(): void
}

/** What Enter found in the composer. */
interface Found {
  readonly raw: string
  readonly uploads: readonly UploadEntry[]
  /** What others will read of it. */
  readonly text: string
  readonly go: () => void
}

/** Where a text is being looked through: one Enter at a time. */
const guarded = new Set<PlaceKey>()

export function useSend(context: CommandContext, maxLength: number, onSend: (post: ComposedPost) => void): Sender {
  const key = placeKey(context.place)
  const waiting = useIsWaiting(key)
  const send = (mayLeak = false): void => {
    if (guarded.has(key)) return
    const raw = getDraft(key)?.text ?? ''
    const uploads = uploadsOf(useUploads.getState().entries, key)
    hold(key)
    if (raw.trim() === '' && uploads.length === 0) return
    const parsed = parseSlashCommand(raw)
    closeNote(key)
    if (parsed.kind !== 'post') return check({ raw, uploads, text: parsed.kind === 'dm' ? parsed.text : '', go: () => obey(parsed, raw) }, mayLeak)
    const over = countOver(parsed.text, maxLength)
    if (over > 0) return showNote(key, { kind: 'tooLong', text: raw, over, pasted: false })
    const state = readinessOf(uploads)
    if (state === 'failed') return sayBad(key, t('composer:note.fileFailed'))
    if (state === 'underWay') return sendWhenReady(key, send)
    const post = { text: parsed.text, isAction: parsed.isAction, files: uploads.flatMap(({ file }) => file ?? []) }
    check({ raw, uploads, text: post.text, go: () => deliver(post, raw) }, mayLeak)
  }
  const check = (found: Found, mayLeak: boolean): void => {
    if (!mayLeak && mayHoldAddress(found.text)) void guard(found)
    else found.go()
  }
  /** Nobody notices the moment that this takes, but fast fingers write on in it. */
  const guard = async (found: Found): Promise<void> => {
    guarded.add(key)
    const addresses = await findLeaks(found.text)
    guarded.delete(key)
    // What was changed in any other way is looked through with the next Enter.
    if (!isAtLeast(key, found)) return
    if (addresses.length > 0) showNote(key, { kind: 'leak', addresses, text: found.raw })
    else found.go()
  }
  const restBehind = (raw: string): string => (getDraft(key)?.text ?? '').slice(raw.length)
  const obey = (command: Command, raw: string): void => {
    const rest = restBehind(raw)
    void runCommand(command, raw, context)
    if (rest !== '') setDraftText(key, rest)
  }
  const deliver = (post: ComposedPost, raw: string): void => {
    const rest = restBehind(raw)
    clearUploads(key)
    clearDraft(key)
    setDraftText(key, rest)
    onSend(post)
    noteAbsent(post.text, context)
  }
  return { waiting, send: () => send(), sendLeak: (about) => send(about === getDraft(key)?.text), hold: () => hold(key) }
}

/** Whether the draft still begins with what was found, with the same files. */
function isAtLeast(key: PlaceKey, { raw, uploads }: Found): boolean {
  const now = uploadsOf(useUploads.getState().entries, key)
  return (getDraft(key)?.text ?? '').startsWith(raw) && now.length === uploads.length && now.every((entry, index) => entry === uploads[index])
}

/** Whoever is named and not here does not hear of it: says so, and offers to add them. */
function noteAbsent(text: string, { place, channel, me, people }: CommandContext): void {
  const { usernames } = listMentions(text, new Set(people.map((person) => person.username)))
  const absent = usernames.filter((name) => !channel.members.includes(name))
  if (absent.length > 0) showNote(placeKey(place), { kind: 'absent', usernames: absent, mayAdd: !isConversation(channel) && mayInChannel('channel.addPeople', me, channel) })
}
