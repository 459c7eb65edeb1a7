/** Rows that change one preference each, at once. */
import { useId } from 'react'
import type { PreferenceKey, Preferences } from '#shared/contract/preference.ts'
import { usePreferences } from '#renderer/lib/data/queries.ts'
import { setPreference } from '#renderer/lib/data/set-preference.ts'
import { Segment } from '#renderer/ui/segment.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { noteFocus } from './focus-after-redraw.ts'
import { save } from '#renderer/widgets/setting/save-state.ts'
import { SelectBox } from '#renderer/widgets/setting/select-box.tsx'
import { SettingRow } from '#renderer/widgets/setting/setting-row.tsx'

type KeysOf<T> = { [K in PreferenceKey]: Preferences[K] extends T ? K : never }[PreferenceKey]

interface RowTexts {
  label: string
  hint?: string
}

/** Changes a preference and says in its row how it went. */
export function savePreference<K extends PreferenceKey>(name: K, value: Preferences[K]): Promise<boolean> {
  noteFocus(name)
  return save(name, () => setPreference(name, value))
}

export function PreferenceSwitch({ name, label, hint }: RowTexts & { name: KeysOf<boolean> }) {
  const { data } = usePreferences()
  if (data === undefined) return null
  return (
    <SettingRow name={name} label={label} hint={hint}>
      <Switch label={label} checked={data[name]} onChange={(on) => void savePreference(name, on)} />
    </SettingRow>
  )
}

export interface PreferenceOption<T> {
  value: T
  label: string
}

export type ChoiceKey = KeysOf<string | number>

interface PreferenceChoiceProps<K extends ChoiceKey> extends RowTexts {
  name: K
  options: readonly PreferenceOption<Preferences[K]>[]
}

/** A few choices side by side. */
export function PreferenceSegment<K extends ChoiceKey>({ name, label, hint, options }: PreferenceChoiceProps<K>) {
  const { data } = usePreferences()
  if (data === undefined) return null
  const handleChange = (next: string): void => {
    const option = options.find(({ value }) => String(value) === next)
    if (option !== undefined) void savePreference(name, option.value)
  }
  return (
    <SettingRow name={name} label={label} hint={hint}>
      <Segment label={label} value={String(data[name])} onChange={handleChange} options={options.map((option) => ({ value: String(option.value), label: option.label }))} />
    </SettingRow>
  )
}

/** More choices, or longer ones. */
export function PreferenceSelect<K extends ChoiceKey>({ name, label, hint, options }: PreferenceChoiceProps<K>) {
  const { data } = usePreferences()
  const id = useId()
  if (data === undefined) return null
  const handleChange = (next: string): void => {
    const option = options.find(({ value }) => String(value) === next)
    if (option !== undefined) void savePreference(name, option.value)
  }
  return (
    <SettingRow name={name} label={label} hint={hint} controlId={id}>
      <SelectBox id={id} value={String(data[name])} onChange={handleChange} options={options.map((option) => ({ value: String(option.value), label: option.label }))} describedBy={hint && `${name}-hint`} />
    </SettingRow>
  )
}
