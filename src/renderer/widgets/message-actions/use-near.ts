/** Whether one points at a row or has the keyboard in it: only then its bar is made, so that a list costs no more than its text. */
import { useCallback, useEffect, useState, type FocusEvent } from 'react'
import { flushSync } from 'react-dom'
import { lastInput } from '#renderer/lib/look/last-input.ts'

/** Leaves the row that one points at. Kept, because nothing is heard of leaving when what lay under the pointer is taken away. */
let leaveLast: (() => void) | null = null

export function useNear() {
  const [isOver, setOver] = useState(false)
  const [hasFocus, setFocus] = useState(false)
  const leave = useCallback(() => setOver(false), [])
  useEffect(
    () => () => {
      if (leaveLast === leave) leaveLast = null
    },
    [leave],
  )
  return {
    isNear: isOver || hasFocus,
    /** The row was reached by keys and not by a click. */
    byKeys: hasFocus,
    /** Makes the bar now, for a key that leads into it. */
    reveal: () => flushSync(() => setFocus(true)),
    handlers: {
      // Not `onPointerEnter`: React leaves it out when what lay between, for instance a toast, was taken away under the pointer.
      onPointerOver: () => {
        if (leaveLast !== leave) leaveLast?.()
        leaveLast = leave
        setOver(true)
      },
      onPointerLeave: leave,
      onPointerDown: () => setFocus(false),
      // A click also focuses; a bar that stays where one no longer points would only be in the way.
      onFocus: ({ currentTarget, target }: FocusEvent<HTMLElement>) => currentTarget.contains(target) && lastInput() === 'keys' && setFocus(true),
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => !currentTarget.contains(relatedTarget) && setFocus(false),
    },
  }
}
