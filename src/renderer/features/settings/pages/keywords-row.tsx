/** Words that count like my name: each a chip, added with Enter or a comma. */
import { X } from 'lucide-react'
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { useOnLeave } from '#renderer/lib/look/use-on-leave.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { savePreference } from '../parts/preference-rows.tsx'
import { SettingRow } from '#renderer/widgets/setting/setting-row.tsx'

const KEYWORD_LENGTH = 64
const KEYWORD_COUNT = 50

export function KeywordsRow({ keywords }: { keywords: readonly string[] }) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState('')
  const isFull = keywords.length >= KEYWORD_COUNT
  /** What is refused is there to be tried again, unless one writes something else. */
  const handleAdd = async (): Promise<void> => {
    const fresh = findFresh(draft, keywords)
    setDraft('')
    if (fresh.length === 0 || (await savePreference('notify.keywords', [...keywords, ...fresh].slice(0, KEYWORD_COUNT)))) return
    setDraft((now) => (now === '' ? fresh.join(', ') : now))
  }
  useOnLeave(() => void handleAdd())
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && draft !== '' && !event.nativeEvent.isComposing) {
      // Esc takes it back, as in every field here; the page is left with the next.
      event.stopPropagation()
      return setDraft('')
    }
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== ',')) return
    event.preventDefault()
    void handleAdd()
  }
  const handleRemove = (word: string): void => {
    void savePreference('notify.keywords', keywords.filter((one) => one !== word))
    input.current?.focus()
  }
  return (
    <SettingRow name="notify.keywords" label={t('settings:notify.keywords')} hint={isFull ? t('settings:notify.keywordsFull', { count: KEYWORD_COUNT }) : t('settings:notify.keywordsHint')} controlId={id} wide>
      {keywords.length > 0 && (
        <ul className="keywords" aria-label={t('settings:notify.keywords')}>
          {keywords.map((word) => (
            <li className="keyword" key={word}>
              <bdi className="clip">{word}</bdi>
              <button type="button" className="keyword__remove" aria-label={t('settings:notify.removeKeyword', { word })} onClick={() => handleRemove(word)}>
                <X className="icon icon--12" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        ref={input}
        id={id}
        className="field field--text"
        autoComplete="off"
        dir="auto"
        disabled={isFull}
        placeholder={t('settings:notify.keywordsPlaceholder')}
        aria-describedby="notify.keywords-hint"
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={handleKey}
        onBlur={() => void handleAdd()}
      />
      <Button disabled={draft.trim() === ''} onClick={() => void handleAdd()}>
        {t('common:add')}
      </Button>
    </SettingRow>
  )
}

/** The words of a text that are not there yet, each once. */
function findFresh(text: string, keywords: readonly string[]): readonly string[] {
  const added = text.split(',').map((word) => word.trim().slice(0, KEYWORD_LENGTH)).filter((word) => word !== '')
  const known = new Set(keywords.map((word) => word.toLowerCase()))
  return added.filter((word) => !known.has(word.toLowerCase()) && known.add(word.toLowerCase()))
}
