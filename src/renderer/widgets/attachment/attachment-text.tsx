/** The text of an attachment: its first 200 px until somebody asks for the rest. */
import { useLayoutEffect, useRef, useState, type FocusEvent, type RefObject } from 'react'
import type { Mentions } from '#shared/core/mentions.ts'
import { t } from '#renderer/text/i18n.ts'
import { MessageBody, toggleOpened, useIsOpened } from '../message-body/message-body.tsx'
import { shortenText } from '../message-body/shorten-text.ts'

export interface AttachmentTextProps {
  id: string
  text: string
  mentions: Mentions
}

/** px; the style sheet has the same. */
const SHUT_PX = 200

export function AttachmentText({ id, text, mentions }: AttachmentTextProps) {
  const isOpen = useIsOpened(id)
  const inner = useRef<HTMLDivElement>(null)
  const isTall = useIsTall(inner)
  const isCut = isTall || shortenText(text) !== null
  // What the keyboard reaches must be seen.
  const handleFocus = ({ target, currentTarget }: FocusEvent<HTMLElement>): void => {
    if (!isOpen && isTall && target.getBoundingClientRect().bottom > currentTarget.getBoundingClientRect().top + SHUT_PX) toggleOpened(id)
  }
  return (
    <div className="body">
      <div className={clampClass(isOpen, isTall)} onFocus={handleFocus}>
        <div ref={inner} className="body" dir="auto">
          <MessageBody id={id} text={text} mentions={mentions} isWhole={isOpen} />
        </div>
      </div>
      {isCut && (
        <button type="button" className="body__more" aria-expanded={isOpen} onClick={() => toggleOpened(id)}>
          {isOpen ? t('message:showLess') : t('message:showMore')}
        </button>
      )}
    </div>
  )
}

function clampClass(isOpen: boolean, isTall: boolean): string {
  if (isOpen) return 'clamp'
  return isTall ? 'clamp clamp--shut clamp--more' : 'clamp clamp--shut'
}

/** Measured before it is painted, and again when a picture in it arrives or the card gets another width. */
function useIsTall(inner: RefObject<HTMLElement | null>): boolean {
  const [isTall, setIsTall] = useState(false)
  useLayoutEffect(() => {
    const element = inner.current
    if (element === null) return
    const measure = (): void => setIsTall(element.offsetHeight > SHUT_PX)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [inner])
  return isTall
}
