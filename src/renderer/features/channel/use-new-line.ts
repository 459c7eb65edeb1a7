/** Where the line "New since …" stands: at what I had read when I came, until I leave or press Esc. */
import { useState } from 'react'
import type { Message } from '#shared/contract/message.ts'
import { useHeldUnread } from '#renderer/lib/screen/reading.ts'
import { findFirstNew } from './rows.ts'

export interface NewLineOptions {
  channelId: string
  messages: readonly Message[]
  me: string
  /** My mark in this channel as the server knows it; undefined while that is not known, or for who is not in it. */
  lastRead: number | undefined
  /** The end is on the screen and somebody looks. */
  isSeeing: boolean
}

export interface NewLine {
  /** Position up to which all is read; null for no line. */
  readonly mark: number | null
  /** Everything that is there now is read. */
  clear: () => void
}

interface State {
  readonly mark: number | null
  readonly newest: number
  /** Of those that have their place; what waits for one stands above all of them. */
  readonly sent: number
  readonly held: number | undefined
}

export function useNewLine({ channelId, messages, me, lastRead, isSeeing }: NewLineOptions): NewLine {
  const held = useHeldUnread((state) => state.held[channelId])
  const newest = messages.at(-1)?.position ?? 0
  const sent = messages.findLast(({ sending }) => sending === 'sent')?.position ?? 0
  const [state, setState] = useState<State>({ mark: lastRead ?? null, newest, sent, held })
  const next = decide(state, { messages, me, lastRead, isSeeing, newest, sent, held })
  // While drawing, so that a line is never drawn only to go again.
  if (next !== state) setState(next)
  return { mark: next.mark, clear: () => setState({ ...next, mark: newest }) }
}

interface Now extends Omit<NewLineOptions, 'channelId'> {
  readonly newest: number
  readonly sent: number
  readonly held: number | undefined
}

/** Exported for tests. */
export function decide(state: State, { messages, me, lastRead, isSeeing, newest, sent, held }: Now): State {
  if (held !== state.held) return { mark: held ?? state.mark, newest, sent, held }
  if (state.mark === null) return lastRead === undefined ? state : { mark: lastRead, newest, sent, held }
  // What waited has its place now, further back.
  const isPlaced = newest < state.newest && state.newest > state.sent
  if (newest <= state.newest && sent <= state.sent && !isPlaced) return state
  const hadLine = findFirstNew(messages, state.mark, me, state.newest) !== undefined
  // What arrives while I look is not new to me, unless older news wait above it.
  if (isSeeing && !hadLine && held === undefined) return { mark: Math.max(newest, state.sent), newest, sent, held }
  // A mark on what waits says nothing of what others said before that.
  const wasOnWaiting = state.mark > state.sent && sent > state.sent
  return { mark: wasOnWaiting ? state.sent : state.mark, newest, sent, held }
}
