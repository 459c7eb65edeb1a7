/** The keys of the composer: Enter sends, Shift Enter begins a line, ↑ edits my last message, Esc leaves. */
import type { KeyboardEvent, RefObject } from 'react'
import { placeKey, type Place } from '#renderer/lib/writing/drafts.ts'
import { editLast } from '#renderer/lib/writing/editing.ts'
import { uploadsOf, useUploads } from '#renderer/lib/files/uploads.ts'
import { applyEdit } from './apply-edit.ts'
import type { SuggestionsHandle } from './autocomplete/suggestions.tsx'
import { continueLine } from './continue-line.ts'
import { buildEdit, type Edit } from './format-edits.ts'
import { formatOf } from './format-shortcuts.ts'

export interface ComposerKeys {
  readonly place: Place
  readonly area: RefObject<HTMLTextAreaElement | null>
  readonly suggestions: RefObject<SuggestionsHandle | null>
  readonly send: () => void
}

export function useComposerKeys({ place, area, suggestions, send }: ComposerKeys): (event: KeyboardEvent<HTMLTextAreaElement>) => void {
  return (event) => {
    const element = area.current
    // An input method uses Enter, Esc and the arrows to choose a word.
    if (element === null || event.nativeEvent.isComposing) return
    if (suggestions.current?.handleKey(event) === true) return
    const edit = editFor(event, element)
    if (edit !== null) applyEdit(element, edit)
    else if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      suggestions.current?.close()
      send()
    } else if (isEditLast(event, element, placeKey(place)) && editLast(place.channelId, place.threadRootId)) {
      // The editor of that message takes the focus.
    } else if (event.key !== 'Escape' || place.threadRootId !== null || !leave(element)) return
    event.preventDefault()
  }
}

function editFor(event: KeyboardEvent, { value, selectionStart, selectionEnd }: HTMLTextAreaElement): Edit | null {
  const selection = { text: value, start: selectionStart, end: selectionEnd }
  const format = formatOf(event)
  if (format !== null) return buildEdit(format, selection)
  return event.key === 'Enter' && event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey ? continueLine(selection) : null
}

function isEditLast(event: KeyboardEvent, area: HTMLTextAreaElement, key: string): boolean {
  const isPlain = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey
  return event.key === 'ArrowUp' && isPlain && area.value === '' && uploadsOf(useUploads.getState().entries, key).length === 0
}

/** To the messages. In a thread Esc closes its panel instead. */
function leave(area: HTMLTextAreaElement): boolean {
  const list = area.closest('.pane')?.querySelector<HTMLElement>('[role="log"]')
  list?.focus({ preventScroll: true })
  return list !== null && list !== undefined
}
