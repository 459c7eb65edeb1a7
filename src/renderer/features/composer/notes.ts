/** What the composer answers, for my eyes only: one note per place, until it is closed or something else is sent. */
import { create } from 'zustand'
import type { RecognisedAddress } from '#shared/contract/hook.ts'
import type { CommandName } from '#shared/core/slash-command.ts'
import type { PlaceKey } from '#renderer/lib/writing/drafts.ts'

/** Notes about people; the words are `composer:note.<kind>`. */
export type PeopleNote = 'added' | 'alreadyIn' | 'nobodyCalled'

export type Note =
  /** Already in words. */
  | { readonly kind: 'words'; readonly tone: 'ok' | 'bad'; readonly text: string }
  /** One line for each. */
  | { readonly kind: 'people'; readonly lines: readonly { readonly kind: PeopleNote; readonly usernames: readonly string[] }[] }
  /** They were named and are not in the channel. */
  | { readonly kind: 'absent'; readonly usernames: readonly string[]; readonly mayAdd: boolean }
  | { readonly kind: 'unknownCommand'; readonly name: string }
  | { readonly kind: 'help'; readonly commands: readonly CommandName[] }
  /** The draft, `text` at that moment, holds an address of one of our webhooks, which nobody should read. */
  | { readonly kind: 'leak'; readonly addresses: readonly RecognisedAddress[]; readonly text: string }
  /** A text that is too long for a message; `pasted` is not in the draft. */
  | { readonly kind: 'tooLong'; readonly text: string; readonly over: number; readonly pasted: boolean }

export const useNotes = create<{ readonly notes: Readonly<Record<PlaceKey, Note>> }>(() => ({ notes: {} }))

export function showNote(key: PlaceKey, note: Note): void {
  useNotes.setState(({ notes }) => ({ notes: { ...notes, [key]: note } }))
}

export const sayWell = (key: PlaceKey, text: string): void => showNote(key, { kind: 'words', tone: 'ok', text })
export const sayBad = (key: PlaceKey, text: string): void => showNote(key, { kind: 'words', tone: 'bad', text })

export function closeNote(key: PlaceKey): void {
  if (!(key in useNotes.getState().notes)) return
  useNotes.setState(({ notes }) => {
    const { [key]: _closed, ...rest } = notes
    return { notes: rest }
  })
}
