/** Changes the text as if it were typed. */
import type { Edit } from './format-edits.ts'

/** Through the browser's own editing, so that Ctrl Z undoes it; set directly where that is not offered. */
export function applyEdit(area: HTMLTextAreaElement, edit: Edit): void {
  area.focus({ preventScroll: true })
  area.setSelectionRange(edit.from, edit.to)
  const done = edit.insert === '' ? document.execCommand('delete') : document.execCommand('insertText', false, edit.insert)
  if (!done) {
    area.setRangeText(edit.insert, edit.from, edit.to)
    area.dispatchEvent(new Event('input', { bubbles: true }))
  }
  area.setSelectionRange(edit.start, edit.end)
}

/** Replaces a stretch and puts the caret behind it. */
export function insertAt(area: HTMLTextAreaElement, from: number, to: number, insert: string): void {
  applyEdit(area, { from, to, insert, start: from + insert.length, end: from + insert.length })
}

/** At the caret, or instead of what is selected. */
export const insertHere = (area: HTMLTextAreaElement, insert: string): void => insertAt(area, area.selectionStart, area.selectionEnd, insert)
