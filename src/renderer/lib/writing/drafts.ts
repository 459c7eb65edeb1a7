/** What is written and not sent, per channel and per thread: the composer writes it here with each key, `draft-sync.ts` keeps it. */
import { create } from 'zustand'
import type { Draft } from '#shared/contract/draft.ts'
import type { File as SentFile } from '#shared/contract/file.ts'
import type { MessageId } from '#shared/contract/ids.ts'

/** Where a composer stands. */
export interface Place {
  readonly channelId: string
  /** Null for the channel itself. */
  readonly threadRootId: MessageId | null
}

/** A place as one word; also the `place` of `lib/uploads.ts`. */
export type PlaceKey = string

export const placeKey = ({ channelId, threadRootId }: Place): PlaceKey => (threadRootId === null ? channelId : `${channelId}/${threadRootId}`)

export function placeOf(key: PlaceKey): Place {
  const [channelId = '', threadRootId] = key.split('/')
  return { channelId, threadRootId: (threadRootId ?? null) as MessageId | null }
}

export interface DraftEntry {
  readonly text: string
  /** Uploaded and not posted yet. */
  readonly files: readonly SentFile[]
  /** ms since epoch of the last change in this window; 0 for what came from the server. */
  readonly changedAt: number
  /** The server does not have it yet. */
  readonly unsaved: boolean
}

/** An empty entry stays until the server knows that the draft is gone. */
export const useDrafts = create<{ readonly drafts: Readonly<Record<PlaceKey, DraftEntry>> }>(() => ({ drafts: {} }))

export const getDraft = (key: PlaceKey): DraftEntry | undefined => useDrafts.getState().drafts[key]

export const isFilled = (draft: Pick<DraftEntry, 'text' | 'files'> | undefined): boolean => draft !== undefined && (draft.text.trim() !== '' || draft.files.length > 0)

/** Nothing at all, not even a space. */
export const isEmpty = ({ text, files }: Pick<DraftEntry, 'text' | 'files'>): boolean => text === '' && files.length === 0

/** Whether something unsent waits in the channel itself; changes only when that does, not with each key. */
export const useHasDraft = (channelId: string): boolean => useDrafts(({ drafts }) => isFilled(drafts[channelId]))

export function setDraftText(key: PlaceKey, text: string): void {
  const draft = getDraft(key)
  if (text !== (draft?.text ?? '')) putDraft(key, { text, files: draft?.files ?? [], changedAt: Date.now(), unsaved: true })
}

export function setDraftFiles(key: PlaceKey, files: readonly SentFile[]): void {
  const draft = getDraft(key)
  const same = files.length === (draft?.files.length ?? 0) && files.every((file, index) => file.id === draft?.files[index]?.id)
  if (!same) putDraft(key, { text: draft?.text ?? '', files, changedAt: Date.now(), unsaved: true })
}

/** After it was sent. */
export function clearDraft(key: PlaceKey): void {
  if (getDraft(key) !== undefined) putDraft(key, { text: '', files: [], changedAt: Date.now(), unsaved: true })
}

/** Puts a text back to be edited, before whatever was begun since. */
export function putBackText(key: PlaceKey, text: string): void {
  const begun = getDraft(key)?.text ?? ''
  setDraftText(key, begun.trim() === '' ? text : `${text}\n${begun}`)
}

/** As it is, without a change of its own: for what comes from the server or from storage. */
export function putDraft(key: PlaceKey, entry: DraftEntry): void {
  useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [key]: entry } }))
}

export function forgetDraft(key: PlaceKey): void {
  useDrafts.setState(({ drafts }) => {
    const { [key]: _gone, ...rest } = drafts
    return { drafts: rest }
  })
}

export const fromServer = ({ text, files }: Draft): DraftEntry => ({ text, files, changedAt: 0, unsaved: false })
