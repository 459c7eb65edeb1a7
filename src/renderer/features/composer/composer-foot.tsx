/** Below the text: what can be added to it, how long it is, and the button that sends it. */
import { AtSign, LoaderCircle, Paperclip, SendHorizontal, Smile } from 'lucide-react'
import { useEffect, useRef, type ChangeEvent, type ReactNode, type RefObject } from 'react'
import { Trans } from 'react-i18next'
import { isFilled, useDrafts, type PlaceKey } from '#renderer/lib/writing/drafts.ts'
import { useUploads } from '#renderer/lib/files/uploads.ts'
import { t } from '#renderer/text/i18n.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { loadEmojiList } from '#renderer/widgets/emoji-picker/emoji-list.ts'
import { EmojiPopover } from '#renderer/widgets/emoji-picker/emoji-popover.tsx'
import { keyLabel } from '#renderer/lib/screen/shortcuts.ts'
import { insertHere } from './apply-edit.ts'
import { attachFiles } from './attachments/attach-files.ts'
import { countLeft } from './count-over.ts'
import type { Sender } from './use-send.ts'

export interface ComposerFootProps {
  placeKey: PlaceKey
  area: RefObject<HTMLTextAreaElement | null>
  sender: Sender
  maxLength: number
  note: ReactNode
}

export function ComposerFoot({ placeKey, area, sender, maxLength, note }: ComposerFootProps) {
  useEffect(() => loadAhead(), [])
  const handleMention = (): void => {
    if (area.current === null) return
    const { value, selectionStart } = area.current
    // A name begins a word.
    const gap = selectionStart === 0 || /\s/.test(value[selectionStart - 1]!) ? '' : ' '
    insertHere(area.current, `${gap}@`)
  }
  return (
    <div className="composer__foot">
      <AttachButton placeKey={placeKey} onDone={() => area.current?.focus()} />
      <EmojiPopover
        finalFocus={area}
        onPick={(emoji) => area.current && insertHere(area.current, emoji)}
        trigger={
          <IconButton label={t('composer:emoji.title')}>
            <Smile className="icon" />
          </IconButton>
        }
      />
      <IconButton label={t('composer:mention')} onMouseDown={(event) => event.preventDefault()} onClick={handleMention}>
        <AtSign className="icon" />
      </IconButton>
      {note}
      <Hint waiting={sender.waiting} />
      <Counter placeKey={placeKey} maxLength={maxLength} />
      <SendButton placeKey={placeKey} sender={sender} />
    </div>
  )
}

/** What the first look into the picker would wait for. */
function loadAhead(): () => void {
  const handle = requestIdleCallback(() => void loadEmojiList())
  return () => cancelIdleCallback(handle)
}

function AttachButton({ placeKey, onDone }: { placeKey: PlaceKey; onDone: () => void }) {
  const input = useRef<HTMLInputElement>(null)
  const handleChange = (event: ChangeEvent<HTMLInputElement>): void => {
    attachFiles(placeKey, [...(event.target.files ?? [])])
    // The same file can be chosen again after it was removed.
    event.target.value = ''
    onDone()
  }
  return (
    <>
      <IconButton label={t('composer:attach')} onClick={() => input.current?.click()}>
        <Paperclip className="icon" />
      </IconButton>
      <input ref={input} type="file" multiple hidden tabIndex={-1} aria-label={t('composer:attach')} onChange={handleChange} />
    </>
  )
}

function Hint({ waiting }: { waiting: boolean }) {
  if (waiting)
    return (
      <span className="composer__hint composer__hint--on grow" role="status">
        {t('composer:waitsForFiles')}
      </span>
    )
  return (
    <span className="composer__hint grow">
      <Trans ns="composer" i18nKey="hint" components={{ key: <kbd /> }} />
    </span>
  )
}

/** Drawn anew with a key only near the limit. */
function Counter({ placeKey, maxLength }: { placeKey: PlaceKey; maxLength: number }) {
  const left = useDrafts(({ drafts }) => countLeft(drafts[placeKey]?.text ?? '', maxLength))
  return (
    <>
      {left !== null && (
        <span className={left < 0 ? 'composer__count composer__count--over num' : 'composer__count num'} aria-hidden="true">
          {left < 0 ? t('composer:over', { count: -left }) : t('composer:left', { count: left })}
        </span>
      )}
      <span className="only-spoken" role="status">
        {left === null ? '' : left < 0 ? t('composer:tooLong') : t('composer:nearLimit')}
      </span>
    </>
  )
}

function SendButton({ placeKey, sender: { waiting, send, hold } }: { placeKey: PlaceKey; sender: Sender }) {
  const hasText = useDrafts(({ drafts }) => isFilled(drafts[placeKey]))
  const hasFiles = useUploads(({ entries }) => entries.some((entry) => entry.place === placeKey))
  const label = waiting ? t('composer:hold') : t('composer:send')
  return (
    <button type="button" className="send" aria-label={label} title={waiting ? label : t('composer:sendBy', { key: keyLabel('enter') })} aria-busy={waiting || undefined} disabled={!hasText && !hasFiles} onClick={waiting ? hold : send}>
      {waiting ? <LoaderCircle className="icon btn__busy" /> : <SendHorizontal className="icon" />}
    </button>
  )
}
