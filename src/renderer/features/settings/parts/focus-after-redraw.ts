/** A new language or clock draws the window anew; the control that chose it gets its focus back. */
import { useEffect } from 'react'

let wanted: string | null = null

/** To be called with the name of a row before its control changes something. */
export function noteFocus(name: string): void {
  wanted = name === 'look.language' || name === 'look.clock' ? name : null
}

/** On the page that holds such controls. */
export function useFocusAfterRedraw(): void {
  useEffect(() => {
    if (wanted === null) return
    const row = document.querySelector(`[data-setting="${CSS.escape(wanted)}"]`)
    row?.querySelector<HTMLElement>('select, [aria-pressed="true"]')?.focus()
    return () => void (wanted = null)
  }, [])
}
