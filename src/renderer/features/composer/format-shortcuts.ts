/** The keys of the formatting bar, as in the chats that people come from. */
import { isShortcut, shortcutLabel, type ShortcutId } from '#renderer/lib/screen/shortcuts.ts'
import type { Format } from './format-edits.ts'

/** Each has its row in the list of all shortcuts. */
const shortcuts: Readonly<Partial<Record<Format, ShortcutId>>> = {
  bold: 'bold',
  italic: 'italic',
  strike: 'strike',
  code: 'code',
  link: 'link',
  numbers: 'numbers',
  list: 'bullets',
  quote: 'quote',
}

/** " (Ctrl B)", or '' for a button without keys. */
export function shortcutText(format: Format): string {
  const id = shortcuts[format]
  return id === undefined ? '' : ` (${shortcutLabel(id)})`
}

/** Letters go by what is written on them: where C stands in the place of I, Ctrl C copies. */
export function formatOf(event: Parameters<typeof isShortcut>[0]): Format | null {
  const found = Object.entries(shortcuts).find(([, id]) => isShortcut(event, id))
  return (found?.[0] as Format | undefined) ?? null
}
