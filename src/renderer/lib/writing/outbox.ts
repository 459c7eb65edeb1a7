/** What I wrote and the server has not answered yet: shown in its list at once, kept over restarts, kept with its reason when it was refused. */
import type { QueryClient } from '@tanstack/react-query'
import { v7 as uuidv7 } from 'uuid'
import { create } from 'zustand'
import type { File as SentFile } from '#shared/contract/file.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { blankMessage } from '#shared/core/blank-message.ts'
import { asWritten } from '#shared/core/slash-command.ts'
import { rpc } from '../data/client.ts'
import { useConnection, whenConnected } from '../data/connection.ts'
import { toErrorBody } from '../data/errors.ts'
import { appendPosted, type MessageWindow } from '../data/message-window.ts'
import { patchData } from '../data/patch-data.ts'
import { getDraft, placeKey, putBackText, setDraftFiles } from './drafts.ts'
import { onDropped, readOutbox, writeOutbox } from './outbox-storage.ts'
import { keys } from '../data/query-keys.ts'

export interface Sending {
  readonly channelId: string
  readonly text: string
  /** Set for a reply in a thread. */
  readonly threadRootId?: MessageId | null
  /** Uploaded before, see `lib/uploads.ts`. */
  readonly files?: readonly SentFile[]
  /** `/me`. */
  readonly isAction?: boolean
}

export interface Unsent {
  /** Also the message's id, so that a retry after a lost answer posts once. */
  readonly id: MessageId
  readonly channelId: string
  readonly text: string
  readonly threadRootId: MessageId | null
  readonly files: readonly SentFile[]
  readonly isAction: boolean
  readonly createdAt: number
  /** Why it was not sent; null while it is under way. */
  readonly problem: string | null
}

export const useOutbox = create<{ readonly unsent: readonly Unsent[] }>(() => ({ unsent: [] }))

/** Whether something was refused in the channel or one of its threads, and waits for me. */
export const useHasFailed = (channelId: string): boolean => useOutbox(({ unsent }) => unsent.some((entry) => entry.channelId === channelId && entry.problem !== null))

/** Takes up what an earlier start of the window could not send. Called as soon as it is known who I am; only the first call counts. */
export function startOutbox(cache: QueryClient, { workspace, me }: Session): void {
  if (started) return
  started = true
  const place = `${workspace.id}.${me.id}`
  const seen = new Set<string>()
  const keep = ({ unsent }: { readonly unsent: readonly Unsent[] }): void => {
    for (const { id } of unsent) seen.add(id)
    writeOutbox(place, unsent, seen)
  }
  const kept = readOutbox(place)
  useOutbox.setState(({ unsent }) => ({ unsent: [...kept, ...unsent] }))
  useOutbox.subscribe(keep)
  // What is under way here is decided here.
  onDropped(place, (ids) => useOutbox.setState(({ unsent }) => ({ unsent: unsent.filter(({ id, problem }) => problem === null || !ids.has(id)) })))
  cache.getQueryCache().subscribe(({ type }) => type === 'updated' && dropPosted(cache))
  keep(useOutbox.getState())
  for (const entry of kept) if (entry.problem === null) void post(cache, entry)
}

let started = false

export function sendMessage(cache: QueryClient, { channelId, text, threadRootId = null, files = [], isAction = false }: Sending): void {
  const entry: Unsent = { id: uuidv7() as MessageId, channelId, text, threadRootId, files, isAction, createdAt: Date.now(), problem: null }
  useOutbox.setState(({ unsent }) => ({ unsent: [...unsent, entry] }))
  void post(cache, entry)
}

export function retryMessage(cache: QueryClient, entry: Unsent): void {
  setProblem(entry.id, null)
  void post(cache, entry)
}

/** Its words and files go back to where they were written, before whatever was begun since. */
export function takeBack(entry: Unsent): void {
  const key = placeKey(entry)
  dropMessage(entry.id)
  putBackText(key, asWritten(entry))
  setDraftFiles(key, [...entry.files, ...(getDraft(key)?.files ?? [])])
}

export function dropMessage(id: string): void {
  useOutbox.setState(({ unsent }) => ({ unsent: unsent.filter((entry) => entry.id !== id) }))
}

/** The message as it will be, to be drawn until the server has it. */
export function unsentAsMessage(entry: Unsent, me: Person, channelName: string): Message {
  return {
    ...blankMessage,
    id: entry.id,
    type: 'message',
    channel: channelName,
    channelId: entry.channelId as Message['channelId'],
    position: Number.MAX_SAFE_INTEGER,
    author: me.username,
    username: me.displayName,
    text: entry.text,
    threadRootId: entry.threadRootId,
    files: [...entry.files],
    props: entry.isAction ? { action: 'me' } : {},
    createdAt: entry.createdAt,
  }
}

/** One after the other, so that quick messages keep their order. */
let lastPost: Promise<void> = Promise.resolve()

function post(cache: QueryClient, entry: Unsent): Promise<void> {
  lastPost = lastPost.then(async () => {
    try {
      const message = await postOnceConnected(entry)
      patchData<MessageWindow>(cache, keyOf(message), (window) => appendPosted(window, [message]))
      dropMessage(entry.id)
    } catch (error) {
      setProblem(entry.id, toErrorBody(error).message)
      dropPosted(cache)
    }
  })
  return lastPost
}

/** What failed and stands in its list all the same: only the answers were lost. Whoever edits and sends it again would say it twice. */
function dropPosted(cache: QueryClient): void {
  for (const entry of useOutbox.getState().unsent) {
    if (entry.problem !== null && cache.getQueryData<MessageWindow>(keyOf(entry))?.messages.some(({ id }) => id === entry.id) === true) dropMessage(entry.id)
  }
}

const keyOf = ({ channelId, threadRootId }: Pick<Unsent, 'channelId' | 'threadRootId'>): readonly unknown[] => (threadRootId === null ? keys.messages(channelId) : keys.replies(threadRootId))

/** Then there may be something about the message itself that breaks it. */
const MOST_BREAKS = 5

/** Waits for the connection as long as it takes; a line that breaks during the call is no refusal, and the id makes another try safe. Who stays silent is asked twice. */
async function postOnceConnected(entry: Unsent): Promise<Message> {
  for (let [silent, broken] = [0, 0]; ; ) {
    await whenConnected()
    try {
      return await rpc.messages.post(inputOf(entry))
    } catch (error) {
      if (useConnection.getState().state === 'open') silent += 1
      else broken += 1
      if (silent > 1 || broken > MOST_BREAKS || toErrorBody(error).code !== 'unavailable') throw error
    }
  }
}

function inputOf({ id, channelId, text, threadRootId, files, isAction }: Unsent): Parameters<typeof rpc.messages.post>[0] {
  return {
    channel: channelId,
    text,
    messageId: id,
    ...(threadRootId !== null && { threadRootId }),
    ...(files.length > 0 && { fileIds: files.map((file) => file.id) }),
    ...(isAction && { isAction }),
  }
}

function setProblem(id: string, problem: string | null): void {
  useOutbox.setState(({ unsent }) => ({ unsent: unsent.map((entry) => (entry.id === id ? { ...entry, problem } : entry)) }))
}
