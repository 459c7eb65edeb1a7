/** In which languages the spelling is checked: each chosen one with a way to take it out, and a list to add from. */
import { X } from 'lucide-react'
import { useId } from 'react'
import { changeShell } from '#renderer/lib/desktop/shell.ts'
import { currentLocale, t } from '#renderer/text/i18n.ts'
import { save } from '#renderer/widgets/setting/save-state.ts'
import { SelectBox } from '#renderer/widgets/setting/select-box.tsx'
import { SettingRow } from '#renderer/widgets/setting/setting-row.tsx'

const ROW = 'desktop.spelling'
const MOST = 8

export function SpellRow({ chosen, choices }: { chosen: readonly string[]; choices: readonly string[] }) {
  const id = useId()
  const set = (spellLanguages: string[]): void => void save(ROW, () => changeShell({ spellLanguages }))
  if (choices.length === 0)
    return (
      <SettingRow name={ROW} label={t('settings:desktop.spelling')} hint={t('settings:desktop.spellingBySystem')}>
        {null}
      </SettingRow>
    )
  const names = new Intl.DisplayNames(currentLocale(), { type: 'language' })
  const nameOf = (language: string): string => names.of(language) ?? language
  const rest = choices.filter((language) => !chosen.includes(language)).map((value) => ({ value, label: nameOf(value) }))
  rest.sort((one, other) => one.label.localeCompare(other.label, currentLocale()))
  return (
    <SettingRow name={ROW} label={t('settings:desktop.spelling')} hint={t('settings:desktop.spellingHint')} controlId={id} wide>
      {chosen.length > 0 && (
        <ul className="keywords" aria-label={t('settings:desktop.spelling')}>
          {chosen.map((language) => (
            <li className="keyword" key={language}>
              <bdi className="clip">{nameOf(language)}</bdi>
              <button type="button" className="keyword__remove" aria-label={t('settings:desktop.removeLanguage', { language: nameOf(language) })} onClick={() => set(chosen.filter((one) => one !== language))}>
                <X className="icon icon--12" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {chosen.length < MOST && <SelectBox id={id} value="" onChange={(language) => language !== '' && set([...chosen, language])} options={[{ value: '', label: t('settings:desktop.addLanguage') }, ...rest]} describedBy={`${ROW}-hint`} />}
    </SettingRow>
  )
}
