/** A new language or clock draws the window anew; the control that chose it gets its focus back. */
import { useEffect } from 'react'

let wanted: { readonly name: string; readonly at: number } | null = null

/** Longer than a language takes to be fetched; later nobody waits for the focus any more. */
const WITHIN_MS = 3000

/** To be called with the name of a row before its control changes something. */
export function noteFocus(name: string): void {
  wanted = name === 'look.language' || name === 'look.clock' ? { name, at: performance.now() } : null
}

/** On the page that holds such controls. It may be drawn anew more than once. */
export function useFocusAfterRedraw(): void {
  useEffect(() => {
    if (wanted === null || performance.now() - wanted.at > WITHIN_MS) return
    const row = document.querySelector(`[data-setting="${CSS.escape(wanted.name)}"]`)
    row?.querySelector<HTMLElement>('select, [aria-pressed="true"]')?.focus()
  }, [])
}
