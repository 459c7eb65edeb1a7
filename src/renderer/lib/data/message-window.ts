/** The part of a channel that is held in memory: a few hundred messages in order, cut at the end that is not being read. */
import type { Message } from '#shared/contract/message.ts'

export interface MessageWindow {
  /** Oldest first, by position, each id once. */
  readonly messages: readonly Message[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
}

/** Most messages that a window holds. */
export const WINDOW_SIZE = 600

/**
 * Adds what was just posted. A window that does not reach the newest message stays as it is: the list pages forward later.
 * `atEnd` is whether the reader stands at the newest message; if not, a full window stops growing instead of losing what is read.
 */
export function appendPosted(window: MessageWindow, posted: readonly Message[], atEnd = true): MessageWindow {
  if (window.hasNewer) return window
  const messages = merge(window.messages, posted.filter((message) => isWithin(window, message)))
  if (messages === window.messages) return window
  if (messages.length <= WINDOW_SIZE) return { ...window, messages }
  if (atEnd) return { messages: messages.slice(-WINDOW_SIZE), hasOlder: true, hasNewer: false }
  return { messages: messages.slice(0, WINDOW_SIZE), hasOlder: window.hasOlder, hasNewer: true }
}

/** What got its place before the window, for instance opened late, is found when the reader scrolls there: here it would hide that others lie between. */
const isWithin = ({ messages, hasOlder }: MessageWindow, { position }: Message): boolean => !hasOlder || messages[0] === undefined || position >= messages[0].position

/** After a message got another position. Returns `window` itself when nothing has to move. */
export function inOrder(window: MessageWindow): MessageWindow {
  const { messages } = window
  if (messages.every((message, index) => index === 0 || messages[index - 1]!.position <= message.position)) return window
  return { ...window, messages: messages.toSorted((a, b) => a.position - b.position) }
}

export function prependOlder(window: MessageWindow, page: MessageWindow): MessageWindow {
  const messages = merge(page.messages, window.messages)
  if (messages.length <= WINDOW_SIZE) return { messages, hasOlder: page.hasOlder, hasNewer: window.hasNewer }
  return { messages: messages.slice(0, WINDOW_SIZE), hasOlder: page.hasOlder, hasNewer: true }
}

export function appendNewer(window: MessageWindow, page: MessageWindow): MessageWindow {
  const messages = merge(window.messages, page.messages)
  if (messages.length <= WINDOW_SIZE) return { messages, hasOlder: window.hasOlder, hasNewer: page.hasNewer }
  return { messages: messages.slice(-WINDOW_SIZE), hasOlder: true, hasNewer: page.hasNewer }
}

/**
 * `page` was read at some moment after `before` was what the cache held, and `now` is what live events made of that since:
 * what they changed, added or took away is younger than the page, or the same.
 */
export function withLive(page: MessageWindow, before: MessageWindow, now: MessageWindow): MessageWindow {
  if (now === before) return page
  const old = new Map(before.messages.map((message) => [message.id, message]))
  const live = new Set(now.messages.map(({ id }) => id))
  const read = page.messages.filter(({ id }) => live.has(id) || !old.has(id))
  const changed = now.messages.filter((message) => old.get(message.id) !== message)
  const messages = merge(read, changed)
  // Beyond the end of a window in the past lies what the page may not have whole.
  if (now.hasNewer) return { ...page, messages: messages.filter(({ position }) => position <= lastPosition(now)), hasNewer: true }
  return { ...page, messages, hasNewer: page.hasNewer && lastPosition(page) >= lastPosition(now) }
}

const lastPosition = ({ messages }: MessageWindow): number => messages.at(-1)?.position ?? Infinity

/** The part of a window that begins at a position. */
export const beginningAt = (window: MessageWindow, position: number): MessageWindow => ({ ...window, messages: window.messages.filter((message) => message.position >= position) })

/** Ordered by position; the later list wins for an id that both have. Returns `first` itself when nothing is new. */
function merge(first: readonly Message[], second: readonly Message[]): readonly Message[] {
  if (second.length === 0) return first
  const byId = new Map(first.map((message) => [message.id, message]))
  for (const message of second) byId.set(message.id, message)
  return [...byId.values()].sort((a, b) => a.position - b.position)
}

const readersAtEnd = new Map<string, boolean>()

/** Told by the list on the screen, asked when a message arrives; a channel that is not shown counts as read to its end. */
export const setAtEnd = (channelId: string, atEnd: boolean): void => void readersAtEnd.set(channelId, atEnd)
export const isAtEnd = (channelId: string): boolean => readersAtEnd.get(channelId) ?? true
