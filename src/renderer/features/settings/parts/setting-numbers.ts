/** Numbers of settings as people write them: read in any grouping, checked by the one table of settings, refused in words. */
import { settingSchemas, type SettingKey } from '#shared/contract/settings.ts'
import { parseNumber } from '#renderer/lib/format/parse-number.ts'
import { currentLocale, t } from '#renderer/text/i18n.ts'

/** Without grouping, so that what is shown can be typed again. */
export const formatNumber = (value: number): string => new Intl.NumberFormat(currentLocale(), { maximumFractionDigits: 3, useGrouping: false }).format(value)

export interface ReadNumber {
  /** In the stored unit; undefined when it cannot be saved. */
  readonly value?: number
  readonly problem?: string
}

/** `factor`: how many of the stored unit make one of the written. */
export function readNumber(key: SettingKey, text: string, factor: number): ReadNumber {
  const written = parseNumber(text, factor === 1)
  if (written === undefined) return { problem: t(factor === 1 ? 'settings:notAWholeNumber' : 'settings:notANumber') }
  const value = factor === 1 ? written : Math.round(written * factor)
  return settingSchemas[key].safeParse(value).success ? { value } : { problem: rangeText(key, factor) }
}

function rangeText(key: SettingKey, factor: number): string {
  const { min, max } = rangeOf(key)
  const format = new Intl.NumberFormat(currentLocale(), { maximumFractionDigits: 3 })
  const from = format.format(min / factor)
  return max >= Number.MAX_SAFE_INTEGER ? t('settings:atLeast', { from }) : t('settings:between', { from, to: format.format(max / factor) })
}

/** The least and the most that the table lets through. */
function rangeOf(key: SettingKey): { min: number; max: number } {
  const schema = settingSchemas[key]
  const number = 'unwrap' in schema && typeof schema.unwrap === 'function' ? schema.unwrap() : schema
  const { minValue, maxValue } = number as { minValue?: number | null; maxValue?: number | null }
  return { min: minValue ?? 0, max: maxValue ?? Number.MAX_SAFE_INTEGER }
}
