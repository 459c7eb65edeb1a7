/** Where a message is written: Enter sends, Shift Enter begins a line, the text stays per channel until it is sent. */
import './composer.css'
import { SendHorizontal } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import { setDraft, useDrafts } from './drafts.ts'
import { FormatBar } from './format-bar.tsx'
import { buildEdit, type Edit, type Format } from './format-edits.ts'
import { formatOf } from './format-shortcuts.ts'

export interface ComposerProps {
  channelId: string
  /** For instance "Message #town-square". */
  placeholder: string
  /** Why nothing can be written here; null where it can. */
  closedBecause: string | null
  onSend: (text: string) => void
}

export function Composer({ channelId, placeholder, closedBecause, onSend }: ComposerProps) {
  const text = useDrafts((state) => state.drafts[channelId] ?? '')
  const area = useRef<HTMLTextAreaElement>(null)
  useAutosize(area, text)
  useEffect(() => area.current?.focus({ preventScroll: true }), [channelId])

  if (closedBecause !== null) return <p className="composer__closed">{closedBecause}</p>

  const canSend = text.trim() !== ''
  const handleSend = (): void => {
    if (!canSend) return
    setDraft(channelId, '')
    onSend(text.trimEnd())
  }
  const handleFormat = (format: Format): void => {
    if (area.current === null) return
    const { value, selectionStart, selectionEnd } = area.current
    applyEdit(area.current, buildEdit(format, { text: value, start: selectionStart, end: selectionEnd }))
  }
  const handleKeyDown = (event: KeyboardEvent): void => {
    // An input method uses Enter to choose a word.
    if (event.nativeEvent.isComposing) return
    const format = formatOf(event)
    if (format !== null) {
      event.preventDefault()
      handleFormat(format)
    } else if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault()
      handleSend()
    }
  }
  return (
    <div className="composer">
      <div className="composer__box" role="group" aria-label="Message composer">
        <FormatBar disabled={false} onFormat={handleFormat} />
        <textarea
          ref={area}
          className="composer__text"
          rows={1}
          dir="auto"
          aria-label={placeholder}
          placeholder={placeholder}
          value={text}
          onChange={(event) => setDraft(channelId, event.target.value)}
          onKeyDown={handleKeyDown}
        />
        <div className="composer__foot">
          <span className="composer__hint grow">
            <kbd>Enter</kbd> sends · <kbd>Shift Enter</kbd> new line
          </span>
          <button type="button" className="send" aria-label="Send" title="Send (Enter)" disabled={!canSend} onClick={handleSend}>
            <SendHorizontal className="icon" />
          </button>
        </div>
      </div>
    </div>
  )
}

/** Grows with its text; the style sheet says how far. */
function useAutosize(area: { readonly current: HTMLTextAreaElement | null }, text: string): void {
  useLayoutEffect(() => {
    const element = area.current
    if (element === null) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [area, text])
}

/** Through the browser's own editing, so that Ctrl Z undoes it; set directly where that is not offered. */
function applyEdit(area: HTMLTextAreaElement, edit: Edit): void {
  area.focus()
  area.setSelectionRange(edit.from, edit.to)
  const done = edit.insert === '' ? document.execCommand('delete') : document.execCommand('insertText', false, edit.insert)
  if (!done) {
    area.setRangeText(edit.insert, edit.from, edit.to)
    area.dispatchEvent(new Event('input', { bubbles: true }))
  }
  area.setSelectionRange(edit.start, edit.end)
}
