/** Which message is being changed, in which row, and the words so far: kept here, because rows come and go while one scrolls. */
import { create } from 'zustand'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import type { MessageWindow } from '../data/message-window.ts'
import { useOutbox } from './outbox.ts'
import { queryClient } from '../data/query-client.ts'
import { keys } from '../data/query-keys.ts'

/** A message can stand in two lists at once; only one row of it opens. */
export type EditPlace = 'channel' | 'thread' | 'list'

/** What was written and not saved, and of what. */
export interface Edit {
  readonly text: string
  /** What the message said when that was begun: it can be changed in another window or on another device meanwhile. */
  readonly base: string
  readonly channelId: string
  readonly threadRootId: MessageId | null
}

export interface Editing {
  readonly open: { readonly messageId: string; readonly place: EditPlace } | null
  /** By message; also of rows that were left. */
  readonly edits: Readonly<Record<string, Edit>>
}

export const useEditing = create<Editing>(() => ({ open: null, edits: {} }))

type Edited = Pick<Message, 'id' | 'text' | 'channelId' | 'threadRootId'>

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

export function setEditText({ id, text: base, channelId, threadRootId }: Edited, text: string): void {
  useEditing.setState(({ edits }) => ({ edits: { ...edits, [id]: { base, channelId, threadRootId, ...edits[id], text } } }))
}

/** @returns false, once, when the message says something else than when its change was begun; the next time that is what is replaced. */
export function isStillBase({ id, text }: Pick<Message, 'id' | 'text'>): boolean {
  const edit = useEditing.getState().edits[id]
  if (edit === undefined || edit.base === text) return true
  useEditing.setState(({ edits }) => ({ edits: { ...edits, [id]: { ...edit, base: text } } }))
  return false
}

/** Closes the row's editor; the text is dropped when it was saved or given up. */
export function stopEditing(messageId: string): void {
  useEditing.setState(({ open, edits }) => {
    const { [messageId]: _edit, ...others } = edits
    return { open: open?.messageId === messageId ? null : open, edits: others }
  })
}

/** Does what ends the message, whose words are dropped with it; they stay where that fails. */
export async function endingEdit(messageId: string, end: () => Promise<void>): Promise<void> {
  const { open, edits } = useEditing.getState()
  const edit = edits[messageId]
  // Before: its event can be here before the answer, and would be taken for somebody else's deed.
  stopEditing(messageId)
  try {
    await end()
  } catch (error) {
    if (edit) useEditing.setState((now) => ({ open: now.open ?? open, edits: { ...now.edits, [messageId]: edit } }))
    throw error
  }
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
