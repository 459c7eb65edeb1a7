/** Esc that nothing else wanted: no menu, no dialog, no editor was there to be closed. */
import { useEffect, useRef } from 'react'

export function useEscape(onEscape: () => void): void {
  const latest = useRef(onEscape)
  useEffect(() => void (latest.current = onEscape))
  useEffect(() => {
    // On the window, after every other listener had its chance to take the key.
    const handleKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || isSomethingOpen()) return
      latest.current()
    }
    addEventListener('keydown', handleKey)
    return () => removeEventListener('keydown', handleKey)
  }, [])
}

/** Whatever floats above the page; a panel beside the channel closes by Esc within itself. */
const isSomethingOpen = (): boolean => document.querySelector('.scrim, [role="menu"], [role="listbox"], .popcard, .person-card, .emojis-popup') !== null
