/** Copies a text, says "Copied" for two seconds; where the clipboard is refused it selects the text and says so. */
import './copy-button.css'
import { Check, Copy } from 'lucide-react'
import type { RefObject } from 'react'
import { flushSync } from 'react-dom'
import { t } from '#renderer/text/i18n.ts'
import { Button, type ButtonLook } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import { useCopy, type CopyState } from './use-copy.ts'

interface CopyTarget {
  text: string
  /** The element that shows the text: selected when the clipboard is refused. */
  shownIn: RefObject<HTMLElement | null>
  /** Makes a hidden text visible before it is selected. */
  reveal?: () => void
}

export function CopyButton({ label, kind, size, ...target }: CopyTarget & ButtonLook & { label: string }) {
  const { state, handleCopy } = useCopyTarget(target)
  return (
    <>
      <Button kind={kind} size={size} onClick={handleCopy}>
        <span className="copybtn__faces">
          <span data-shown={state === 'idle'}>
            <Copy className="icon" />
            {label}
          </span>
          <span data-shown={state !== 'idle'}>
            {state === 'copied' && <Check className="icon" />}
            {wordsFor(state)}
          </span>
        </span>
      </Button>
      {/* Beside it: a dialog hides what is behind it but for what speaks, and would leave the button without its name. */}
      <span className="only-spoken" aria-live="polite">
        {wordsFor(state)}
      </span>
    </>
  )
}

export function CopyIconButton({ label, ...target }: CopyTarget & { label: string }) {
  const { state, handleCopy } = useCopyTarget(target)
  return (
    <>
      <IconButton label={state === 'idle' ? label : wordsFor(state)} onClick={handleCopy}>
        {state === 'copied' ? <Check className="icon" /> : <Copy className="icon" />}
      </IconButton>
      <span className={state === 'refused' ? 'faint' : 'only-spoken'} aria-live="polite">
        {wordsFor(state)}
      </span>
    </>
  )
}

function wordsFor(state: CopyState): string {
  if (state === 'idle') return ''
  return state === 'copied' ? t('common:copied') : t('common:copyBlocked')
}

function useCopyTarget({ text, shownIn, reveal }: CopyTarget) {
  const { state, copy } = useCopy()
  const handleCopy = async () => {
    if (await copy(text)) return
    flushSync(() => reveal?.())
    if (shownIn.current) window.getSelection()?.selectAllChildren(shownIn.current)
  }
  return { state, handleCopy }
}
