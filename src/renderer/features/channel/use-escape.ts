/** Esc that closed nothing: no menu, no dialog, no suggestion, no editor was there. Composer and list also move the focus with it. */
import { useEffect, useRef, type RefObject } from 'react'

/** `place` is anything inside of the channel's pane. */
export function useEscape(place: RefObject<HTMLElement | null>, onEscape: () => void): void {
  const latest = useRef(onEscape)
  useEffect(() => void (latest.current = onEscape))
  useEffect(() => {
    let wasOpen = false
    // Before anybody takes the key and closes what is open …
    const look = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') wasOpen = isSomethingOpen()
    }
    // … and after everybody had the chance to.
    const act = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.isComposing || wasOpen) return
      if (!event.defaultPrevented || isMoveInPane(event.target, place.current)) latest.current()
    }
    addEventListener('keydown', look, { capture: true })
    addEventListener('keydown', act)
    return () => {
      removeEventListener('keydown', look, { capture: true })
      removeEventListener('keydown', act)
    }
  }, [place])
}

/** Whatever floats above the page. */
const isSomethingOpen = (): boolean => document.querySelector('.scrim, [role="menu"], [role="listbox"], .popcard, .person-card, .emojis-popup') !== null

/** The composer leaves for the list and a row for the composer; both keep the key for themselves. */
function isMoveInPane(target: EventTarget | null, place: HTMLElement | null): boolean {
  const pane = place?.closest('.pane')
  return target instanceof HTMLElement && pane?.contains(target) === true && (target.matches('.composer textarea') || target.dataset['messageId'] !== undefined)
}
