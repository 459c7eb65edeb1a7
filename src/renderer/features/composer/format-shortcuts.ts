/** The keys of the formatting bar, as in the chats that people come from. */
import type { KeyboardEvent } from 'react'
import { isMac, shortcutLabel, type ShortcutId } from '#renderer/lib/screen/shortcuts.ts'
import type { Format } from './format-edits.ts'

interface Shortcut {
  /** The key's place, so that shift does not change what it is called. */
  readonly code: string
  readonly shift: boolean
  /** Its row in the list of all shortcuts. */
  readonly id: ShortcutId
}

const shortcuts: Readonly<Partial<Record<Format, Shortcut>>> = {
  bold: { code: 'KeyB', shift: false, id: 'bold' },
  italic: { code: 'KeyI', shift: false, id: 'italic' },
  strike: { code: 'KeyX', shift: true, id: 'strike' },
  code: { code: 'KeyE', shift: false, id: 'code' },
  link: { code: 'KeyU', shift: true, id: 'link' },
  numbers: { code: 'Digit7', shift: true, id: 'numbers' },
  list: { code: 'Digit8', shift: true, id: 'bullets' },
  quote: { code: 'Digit9', shift: true, id: 'quote' },
}

/** " (Ctrl B)", or '' for a button without keys. */
export function shortcutText(format: Format): string {
  const shortcut = shortcuts[format]
  return shortcut === undefined ? '' : ` (${shortcutLabel(shortcut.id)})`
}

export function formatOf(event: KeyboardEvent): Format | null {
  if (event.altKey || !(isMac ? event.metaKey : event.ctrlKey)) return null
  for (const [format, shortcut] of Object.entries(shortcuts)) {
    if (shortcut.code === event.code && shortcut.shift === event.shiftKey) return format as Format
  }
  return null
}
