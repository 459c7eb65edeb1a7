/** A message's text while it is changed, in its own row: Enter saves, Esc gives up, Shift Enter begins a line. */
import { useQueryClient } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { Trans } from 'react-i18next'
import type { RecognisedAddress } from '#shared/contract/hook.ts'
import type { Message } from '#shared/contract/message.ts'
import { isJustOpened, isStillBase, setEditText, stopEditing, useEditing } from '#renderer/lib/writing/editing.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { findLeaks, maskLeaks, mayHoldAddress } from '#renderer/lib/data/find-leaks.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { saveEdit } from './act.ts'
import { LeakWarning } from './leak-warning.tsx'
import { askDelete } from './message-dialogs.tsx'

export interface InlineEditorProps {
  message: Message
  /** Gives the focus back to the row, unless it came from elsewhere. */
  onLeave: () => void
}

export function InlineEditor({ message, onLeave }: InlineEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const text = useEditing((state) => state.edits[message.id]?.text ?? message.text)
  const leave = useFocus(message.id, area, onLeave)
  const { busy, problem, leaks, save, setLeaks } = useSave(message, leave)
  useLayoutEffect(() => fit(area.current), [text])
  const cancel = (): void => {
    stopEditing(message.id)
    leave()
  }
  const handleMask = (): void => {
    setEditText(message, maskLeaks(text, leaks))
    setLeaks([])
    area.current?.focus()
  }
  const handleKeyDown = (event: KeyboardEvent): void => {
    // An input method uses Enter to choose a word and Esc to drop it.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') cancel()
    else if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) save(text)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="edit" role="group" aria-label={t('message:edit.label')}>
      <textarea
        ref={area}
        className="edit__text"
        rows={1}
        dir="auto"
        aria-label={t('message:edit.label')}
        value={text}
        readOnly={busy}
        onChange={(event) => {
          setEditText(message, event.target.value)
          setLeaks([])
        }}
        onPaste={({ clipboardData }) => void findLeaks(clipboardData.getData('text/plain')).then((found) => found.length > 0 && setLeaks(found))}
        onKeyDown={handleKeyDown}
      />
      {leaks.length > 0 && <LeakWarning addresses={leaks} onMask={handleMask} onSaveAnyway={() => save(text, true)} />}
      <div className="edit__foot">
        <Hint problem={problem?.text ?? null} />
        <Button size="small" onClick={cancel}>
          {t('message:edit.cancel')}
        </Button>
        <Button size="small" kind="primary" busy={busy} onClick={() => save(text)}>
          {problem === null ? t('message:edit.save') : t(problem.isConflict ? 'message:edit.replace' : 'message:edit.retry')}
        </Button>
      </div>
    </div>
  )
}

/** The keys, or why it was not saved. */
function Hint({ problem }: { problem: string | null }) {
  return problem === null ? (
    <span className="edit__hint grow">
      <Trans ns="message" i18nKey="edit.keys" components={{ key: <kbd /> }} />
    </span>
  ) : (
    <span className="failed grow" role="alert">
      <span className="failed__why">
        <TriangleAlert className="icon icon--14" />
        {t('message:edit.notSaved', { reason: problem })}
      </span>
    </span>
  )
}

/** So much of what it says elsewhere that one knows it again; the row has all of it after Esc. */
const QUOTED = 200

function useSave(message: Message, onSaved: () => void) {
  const cache = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<{ readonly text: string; readonly isConflict: boolean } | null>(null)
  const [leaks, setLeaks] = useState<readonly RecognisedAddress[]>([])
  const save = (text: string, mayLeak = false): void => {
    const words = text.trimEnd()
    if (busy) return
    if (words.trim() === '' && message.files.length === 0) return askDelete(message, true)
    if (words === message.text) {
      stopEditing(message.id)
      return onSaved()
    }
    if (!isStillBase(message)) return setProblem({ text: t('message:edit.changedMeanwhile', { text: message.text.slice(0, QUOTED) }), isConflict: true })
    setBusy(true)
    setProblem(null)
    setLeaks([])
    if (!mayLeak && mayHoldAddress(words)) guard(words)
    else store(words)
  }
  /** Nobody notices the moment that this takes; nothing can be written meanwhile. */
  const guard = (words: string): void => {
    void findLeaks(words).then((found) => {
      if (found.length === 0) return store(words)
      setLeaks(found)
      setBusy(false)
    })
  }
  const store = (words: string): void => {
    saveEdit(cache, message, words)
      .then(() => {
        stopEditing(message.id)
        onSaved()
      })
      .catch((error: unknown) => setProblem({ text: toErrorBody(error).message, isConflict: false }))
      .finally(() => setBusy(false))
  }
  return { busy, problem, leaks, save, setLeaks }
}

/** The cursor stands behind the last letter. Afterwards the composer gets the focus back when ↑ in it led here, else the row. */
function useFocus(messageId: string, area: { readonly current: HTMLTextAreaElement | null }, onLeave: () => void): () => void {
  const [before] = useState(() => document.activeElement)
  useEffect(() => {
    const isNew = isJustOpened(messageId)
    if (!isNew && document.activeElement !== document.body) return
    const element = area.current
    element?.focus({ preventScroll: !isNew })
    element?.setSelectionRange(element.value.length, element.value.length)
  }, [area, messageId])
  return () => {
    if (before instanceof HTMLTextAreaElement && before.isConnected) before.focus()
    else onLeave()
  }
}

function fit(area: HTMLTextAreaElement | null): void {
  if (area === null) return
  area.style.height = 'auto'
  area.style.height = `${area.scrollHeight}px`
}
