/** Where the line "New since …" stands: at what I had read when I came, until I leave or press Esc. */
import { useState } from 'react'
import type { Message } from '#shared/contract/message.ts'
import { useHeldUnread } from '#renderer/lib/reading.ts'
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
  readonly held: number | undefined
}

export function useNewLine({ channelId, messages, me, lastRead, isSeeing }: NewLineOptions): NewLine {
  const held = useHeldUnread((state) => state.held[channelId])
  const newest = messages.at(-1)?.position ?? 0
  const [state, setState] = useState<State>({ mark: lastRead ?? null, newest, held })
  const next = decide(state, { messages, me, lastRead, isSeeing, newest, held })
  // While drawing, so that a line is never drawn only to go again.
  if (next !== state) setState(next)
  return { mark: next.mark, clear: () => setState({ ...next, mark: newest }) }
}

interface Now extends Omit<NewLineOptions, 'channelId'> {
  readonly newest: number
  readonly held: number | undefined
}

/** Exported for tests. */
export function decide(state: State, { messages, me, lastRead, isSeeing, newest, held }: Now): State {
  if (held !== state.held) return { mark: held ?? state.mark, newest, held }
  if (state.mark === null) return lastRead === undefined ? state : { mark: lastRead, newest, held }
  if (newest <= state.newest) return state
  const hadLine = findFirstNew(messages, state.mark, me, state.newest) !== undefined
  // What arrives while I look is not new to me, unless older news wait above it.
  return { mark: isSeeing && !hadLine && held === undefined ? newest : state.mark, newest, held }
}
