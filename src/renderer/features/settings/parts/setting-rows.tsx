/** Rows that change one setting of workspace or device each, checked by the one table of settings. */
import { useState } from 'react'
import { settingSchemas, type Setting, type SettingKey, type Settings } from '#shared/contract/settings.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { patchData } from '#renderer/lib/data/patch-data.ts'
import { upsert } from '#renderer/lib/data/upsert.ts'
import { queryClient } from '#renderer/lib/data/query-client.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { t } from '#renderer/text/i18n.ts'
import { Segment } from '#renderer/ui/segment.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { save } from '#renderer/widgets/setting/save-state.ts'
import { formatNumber, readNumber } from './setting-numbers.ts'
import { SettingRow } from '#renderer/widgets/setting/setting-row.tsx'
import { TextRow } from '#renderer/widgets/setting/text-row.tsx'

type KeysOf<T> = { [K in SettingKey]: Settings[K] extends T ? K : never }[SettingKey]

interface RowProps<T> {
  name: KeysOf<T>
  settings: readonly Setting[]
  label: string
  hint?: string
}

export const valueOf = (settings: readonly Setting[], name: SettingKey): Setting['value'] => settings.find(({ key }) => key === name)?.value ?? null

export async function write(key: SettingKey, value: Setting['value']): Promise<void> {
  const setting = await rpc.settings.set({ key, value })
  patchData<readonly Setting[]>(queryClient, keys.settings, (list) => upsert(list, setting, 'key'))
}

export function SettingSwitch({ name, settings, label, hint }: RowProps<boolean>) {
  return (
    <SettingRow name={name} label={label} hint={hint}>
      <Switch label={label} checked={valueOf(settings, name) === true} onChange={(on) => void save(name, () => write(name, on))} />
    </SettingRow>
  )
}

export function SettingChoice({ name, settings, label, hint, options }: RowProps<string> & { options: readonly { value: string; label: string }[] }) {
  return (
    <SettingRow name={name} label={label} hint={hint}>
      <Segment label={label} value={String(valueOf(settings, name))} onChange={(value) => void save(name, () => write(name, value))} options={options} />
    </SettingRow>
  )
}

export interface SettingNumberProps extends RowProps<number | null> {
  unit?: string
  /** How many of the stored unit make one of the shown: 1048576 for MiB. */
  factor?: number
}

export function SettingNumber({ name, settings, label, hint, unit, factor = 1 }: SettingNumberProps) {
  const value = valueOf(settings, name)
  return (
    <TextRow
      name={name}
      label={label}
      hint={hint}
      kind="number"
      unit={unit}
      value={typeof value === 'number' ? formatNumber(value / factor) : ''}
      check={(text) => readNumber(name, text, factor).problem}
      onSave={(text) => write(name, readNumber(name, text, factor).value ?? null)}
    />
  )
}

/** A text that may be left out. */
export function SettingText({ name, settings, label, hint, wrong, placeholder }: RowProps<string | null> & { wrong: string; placeholder: string }) {
  const value = valueOf(settings, name)
  return (
    <TextRow
      name={name}
      label={label}
      hint={hint}
      placeholder={placeholder}
      value={typeof value === 'string' ? value : ''}
      check={(text) => (settingSchemas[name].safeParse(orNull(text)).success ? undefined : wrong)}
      onSave={(text) => write(name, orNull(text))}
    />
  )
}

/** Several words, separated by commas. What is wrong with one of them the server says, in the same sentence as everywhere. */
export function SettingList({ name, settings, label, hint, placeholder }: RowProps<string[]> & { placeholder: string }) {
  const value = valueOf(settings, name)
  return <TextRow name={name} label={label} hint={hint} placeholder={placeholder} value={Array.isArray(value) ? value.join(', ') : ''} onSave={(text) => write(name, text.split(',').map((one) => one.trim()).filter((one) => one !== ''))} />
}

const orNull = (text: string): string | null => (text === '' ? null : text)

const PRESETS = [1, 20]

/** Both limits at once, as plans of other products set them. Own numbers are set in the rows of each. */
export function SettingLimits({ names, settings, label, hint }: Omit<RowProps<number | null>, 'name'> & { names: readonly KeysOf<number | null>[] }) {
  const [first, ...others] = names.map((name) => valueOf(settings, name))
  const isPreset = first === null || PRESETS.includes(Number(first))
  const isSame = others.every((value) => value === first)
  const handleChange = (next: string): void => {
    if (next !== 'own') void save('hooks.limits', () => Promise.all(names.map((name) => write(name, next === 'unlimited' ? null : Number(next)))))
  }
  const own = isPreset && isSame ? [] : [{ value: 'own', label: t('settings:ownNumbers') }]
  return (
    <SettingRow name="hooks.limits" label={label} hint={hint}>
      <Segment
        label={label}
        value={own.length > 0 ? 'own' : (first?.toString() ?? 'unlimited')}
        onChange={handleChange}
        options={[...PRESETS.map((preset) => ({ value: String(preset), label: names.map(() => formatNumber(preset)).join(' / ') })), { value: 'unlimited', label: t('settings:unlimited') }, ...own]}
      />
    </SettingRow>
  )
}

/** A number of definitions: two that are common, any other, or none at all. */
export function SettingLimit({ name, settings, label, hint }: RowProps<number | null>) {
  const value = valueOf(settings, name)
  const [wantsOther, setWantsOther] = useState(false)
  const chosen = value === null ? 'unlimited' : PRESETS.includes(Number(value)) ? String(value) : 'other'
  const shown = wantsOther ? 'other' : chosen
  const handleChange = (next: string): void => {
    setWantsOther(next === 'other')
    if (next !== 'other') void save(name, () => write(name, next === 'unlimited' ? null : Number(next)))
  }
  return (
    <>
      <SettingRow name={name} label={label} hint={hint}>
        <Segment
          label={label}
          value={shown}
          onChange={handleChange}
          options={[...PRESETS.map((preset) => ({ value: String(preset), label: formatNumber(preset) })), { value: 'unlimited', label: t('settings:unlimited') }, { value: 'other', label: t('settings:other') }]}
        />
      </SettingRow>
      {shown === 'other' && (
        <TextRow
          name={`${name}.other`}
          label={t('settings:otherLimit')}
          kind="number"
          value={typeof value === 'number' ? formatNumber(value) : ''}
          check={(text) => readNumber(name, text, 1).problem}
          onSave={async (text) => {
            await write(name, readNumber(name, text, 1).value ?? null)
            setWantsOther(false)
          }}
        />
      )}
    </>
  )
}
