/** Ties the text field to its draft without drawing anything per key: what is typed goes to the draft, what comes from elsewhere into the field. */
import { useEffect, useLayoutEffect, type RefObject } from 'react'
import { getDraft, setDraftText, useDrafts, type PlaceKey } from '#renderer/lib/writing/drafts.ts'

/** @returns what is to be called after each change of the field. */
export function useDraftText(area: RefObject<HTMLTextAreaElement | null>, key: PlaceKey): () => void {
  useLayoutEffect(() => {
    const show = (): void => {
      const element = area.current
      const text = getDraft(key)?.text ?? ''
      if (element === null || element.value === text) return
      element.value = text
      element.setSelectionRange(text.length, text.length)
      autosize(element)
    }
    show()
    return useDrafts.subscribe(({ drafts }, before) => drafts[key] !== before.drafts[key] && show())
  }, [area, key])
  useEffect(() => {
    if (area.current !== null) autosize(area.current)
  }, [area])
  return () => {
    if (area.current === null) return
    setDraftText(key, area.current.value)
    autosize(area.current)
  }
}

/** The style sheet lets the field grow; browsers that cannot do that are helped. */
const growsByItself = typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content')

function autosize(element: HTMLTextAreaElement): void {
  if (growsByItself) return
  element.style.height = 'auto'
  element.style.height = `${element.scrollHeight}px`
}
