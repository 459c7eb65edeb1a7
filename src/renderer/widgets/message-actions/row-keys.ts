/** What single keys mean on a focused row. */
import type { KeyboardEvent } from 'react'
import type { MessageAction } from './allowed-actions.ts'

/** `bar` leads into the toolbar, `open` does what a press on the row would. */
export type RowCommand = MessageAction | 'bar' | 'open'

const commands: Readonly<Record<string, RowCommand>> = {
  r: 'react',
  e: 'edit',
  p: 'pin',
  s: 'save',
  u: 'markUnread',
  c: 'copyLink',
  delete: 'delete',
  backspace: 'delete',
  enter: 'open',
}

/** Null for a key that means nothing here. */
export function commandOf(event: KeyboardEvent<HTMLElement>): RowCommand | null {
  const row = event.currentTarget
  if (event.target !== row || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.nativeEvent.isComposing) return null
  const forward = getComputedStyle(row).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
  return event.key === forward ? 'bar' : (commands[event.key.toLowerCase()] ?? null)
}
