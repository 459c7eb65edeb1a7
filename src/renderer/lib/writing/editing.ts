/** Which message is being changed, in which row, and the words so far: kept here, because rows come and go while one scrolls. */
import { create } from 'zustand'
import type { Message } from '#shared/contract/message.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import type { MessageWindow } from '../data/message-window.ts'
import { useOutbox } from './outbox.ts'
import { queryClient } from '../data/query-client.ts'
import { keys } from '../data/query-keys.ts'

/** A message can stand in two lists at once; only one row of it opens. */
export type EditPlace = 'channel' | 'thread' | 'list'

export interface Editing {
  readonly open: { readonly messageId: string; readonly place: EditPlace } | null
  /** What was written and not saved, by message; also of rows that were left. */
  readonly texts: Readonly<Record<string, string>>
  /** What the message said when that was begun: it can be changed in another window or on another device meanwhile. */
  readonly bases: Readonly<Record<string, string>>
}

export const useEditing = create<Editing>(() => ({ open: null, texts: {}, bases: {} }))

/** Whose editor has not had the focus yet. */
let fresh: string | null = null

export function startEditing(messageId: string, place: EditPlace = 'channel'): void {
  fresh = messageId
  useEditing.setState({ open: { messageId, place } })
}

/** @returns true once after it was opened: an editor whose row was scrolled away and comes back takes the focus from nobody. */
export function isJustOpened(messageId: string): boolean {
  const isFresh = fresh === messageId
  if (isFresh) fresh = null
  return isFresh
}

export function setEditText({ id, text: base }: Pick<Message, 'id' | 'text'>, text: string): void {
  useEditing.setState(({ texts, bases }) => ({ texts: { ...texts, [id]: text }, bases: { [id]: base, ...bases } }))
}

/** @returns false, once, when the message says something else than when its change was begun; the next time that is what is replaced. */
export function isStillBase({ id, text }: Pick<Message, 'id' | 'text'>): boolean {
  const base = useEditing.getState().bases[id] ?? text
  useEditing.setState(({ bases }) => ({ bases: { ...bases, [id]: text } }))
  return base === text
}

/** Closes the row's editor; the text is dropped when it was saved or given up. */
export function stopEditing(messageId: string): void {
  useEditing.setState(({ open, texts, bases }) => {
    const { [messageId]: _text, ...otherTexts } = texts
    const { [messageId]: _base, ...otherBases } = bases
    return { open: open?.messageId === messageId ? null : open, texts: otherTexts, bases: otherBases }
  })
}

/** Opens my last message of a channel, or of one of its threads. @returns false when none is loaded: the key then does what it always does. */
export function editLast(channelId: string, threadRootId: string | null): boolean {
  const me = queryClient.getQueryData<Session>(keys.session)?.me.username
  const window = queryClient.getQueryData<MessageWindow>(threadRootId === null ? keys.messages(channelId) : keys.replies(threadRootId))
  // One that is still on its way is the last: its row opens as soon as it is there.
  const underWay = useOutbox.getState().unsent.findLast((entry) => entry.channelId === channelId && entry.threadRootId === threadRootId && entry.problem === null)
  const last = underWay ?? window?.messages.findLast((message) => isEditable(message, me))
  if (last === undefined) return false
  startEditing(last.id, threadRootId === null ? 'channel' : 'thread')
  return true
}

const isEditable = (message: Message, me: string | undefined): boolean => message.type === 'message' && message.author === me && message.deletedAt === null
