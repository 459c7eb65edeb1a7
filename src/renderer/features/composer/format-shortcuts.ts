/** The keys of the formatting bar, as in the chats that people come from. */
import type { KeyboardEvent } from 'react'
import type { Format } from './format-edits.ts'

interface Shortcut {
  readonly code: string
  readonly shift: boolean
  readonly shown: string
}

const shortcuts: Readonly<Partial<Record<Format, Shortcut>>> = {
  bold: { code: 'KeyB', shift: false, shown: 'B' },
  italic: { code: 'KeyI', shift: false, shown: 'I' },
  strike: { code: 'KeyX', shift: true, shown: 'Shift X' },
  code: { code: 'KeyE', shift: false, shown: 'E' },
  link: { code: 'KeyU', shift: true, shown: 'Shift U' },
  numbers: { code: 'Digit7', shift: true, shown: 'Shift 7' },
  list: { code: 'Digit8', shift: true, shown: 'Shift 8' },
  quote: { code: 'Digit9', shift: true, shown: 'Shift 9' },
}

const isMac = navigator.userAgent.includes('Mac')

/** " (Ctrl B)", or '' for a button without keys. */
export function shortcutText(format: Format): string {
  const shortcut = shortcuts[format]
  return shortcut === undefined ? '' : ` (${isMac ? '⌘' : 'Ctrl'} ${shortcut.shown})`
}

export function formatOf(event: KeyboardEvent): Format | null {
  if (event.altKey || !(isMac ? event.metaKey : event.ctrlKey)) return null
  for (const [format, shortcut] of Object.entries(shortcuts)) {
    if (shortcut.code === event.code && shortcut.shift === event.shiftKey) return format as Format
  }
  return null
}
