/** What is written and not sent, per channel, for as long as the window is open. */
import { create } from 'zustand'

export const useDrafts = create<{ readonly drafts: Readonly<Record<string, string>> }>(() => ({ drafts: {} }))

export function setDraft(channelId: string, text: string): void {
  useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [channelId]: text } }))
}

/** Puts a text back to be edited, before whatever was begun since. */
export function putBack(channelId: string, text: string): void {
  const draft = useDrafts.getState().drafts[channelId] ?? ''
  setDraft(channelId, draft.trim() === '' ? text : `${text}\n${draft}`)
}
