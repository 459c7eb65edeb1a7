/** What I wrote and the server has not answered yet: shown in the list at once, kept with its reason when it was refused. */
import type { QueryClient } from '@tanstack/react-query'
import { v7 as uuidv7 } from 'uuid'
import { create } from 'zustand'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import { rpc } from '#renderer/lib/client.ts'
import { whenConnected } from '#renderer/lib/connection.ts'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { appendPosted, type MessageWindow } from '#renderer/lib/message-window.ts'
import { keys } from '#renderer/lib/query-keys.ts'

export interface Unsent {
  /** Also the message's id, so that a retry after a lost answer posts once. */
  readonly id: MessageId
  readonly channelId: string
  readonly text: string
  readonly createdAt: number
  /** Why it was not sent; null while it is under way. */
  readonly problem: string | null
}

export const useOutbox = create<{ readonly unsent: readonly Unsent[] }>(() => ({ unsent: [] }))

export function sendMessage(cache: QueryClient, channelId: string, text: string): void {
  const entry: Unsent = { id: uuidv7() as MessageId, channelId, text, createdAt: Date.now(), problem: null }
  useOutbox.setState(({ unsent }) => ({ unsent: [...unsent, entry] }))
  void post(cache, entry)
}

export function retryMessage(cache: QueryClient, entry: Unsent): void {
  setProblem(entry.id, null)
  void post(cache, entry)
}

export function dropMessage(id: string): void {
  useOutbox.setState(({ unsent }) => ({ unsent: unsent.filter((entry) => entry.id !== id) }))
}

/** One after the other, so that quick messages keep their order. */
let lastPost: Promise<void> = Promise.resolve()

function post(cache: QueryClient, entry: Unsent): Promise<void> {
  lastPost = lastPost.then(async () => {
    try {
      const message = await postOnceConnected(entry)
      cache.setQueryData<MessageWindow>(keys.messages(entry.channelId), (window) => window && appendPosted(window, [message]))
      dropMessage(entry.id)
    } catch (error) {
      setProblem(entry.id, toErrorBody(error).message)
    }
  })
  return lastPost
}

/** Waits for the connection as long as it takes; a line that breaks during the call is no refusal, and the id makes a second try safe. */
async function postOnceConnected(entry: Unsent): Promise<Message> {
  await whenConnected()
  const attempt = (): Promise<Message> => rpc.messages.post({ channel: entry.channelId, text: entry.text, messageId: entry.id })
  try {
    return await attempt()
  } catch (error) {
    if (toErrorBody(error).code !== 'unavailable') throw error
    await whenConnected()
    return attempt()
  }
}

function setProblem(id: string, problem: string | null): void {
  useOutbox.setState(({ unsent }) => ({ unsent: unsent.map((entry) => (entry.id === id ? { ...entry, problem } : entry)) }))
}
