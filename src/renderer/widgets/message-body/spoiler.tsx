/** Words that a sender hid: shown by a click or a key, unheard and out of reach until then. */
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { t } from '#renderer/text/i18n.ts'

/** No button element, because what is hidden may hold links and names, and those are buttons themselves. */
export function Spoiler({ children }: { children?: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  if (isOpen) {
    return (
      <span className="spoiler spoiler--open" tabIndex={-1}>
        {children}
      </span>
    )
  }
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    event.stopPropagation()
    setOpen(true)
  }
  return (
    <span className="spoiler" role="button" tabIndex={0} aria-expanded="false" aria-label={t('message:spoiler')} title={t('message:spoiler')} onClick={() => setOpen(true)} onKeyDown={handleKey}>
      <span className="spoiler__in" inert>
        {children}
      </span>
    </span>
  )
}
