/** Reads numbers as people write them, in any grouping. */
import { currentLocale } from '#renderer/text/i18n.ts'

const grouped = /^-?\d{1,3}([.,'’\u00a0\u202f ])\d{3}(?:\1\d{3})*$/

/** "1.5" and "1,5" are the same. "1,000" is a thousand where only whole numbers are meant, and where people group by commas; anything with letters is no number. */
export function parseNumber(text: string, isWhole: boolean): number | undefined {
  const sign = grouped.exec(text)?.[1]
  const isGrouping = sign !== undefined && (isWhole || text.split(sign).length > 2 || sign !== decimalSign())
  if (isGrouping) return Number(text.replaceAll(sign, ''))
  return (isWhole ? /^-?\d+$/ : /^-?\d+([.,]\d+)?$/).test(text) ? Number(text.replace(',', '.')) : undefined
}

const decimalSign = (): string | undefined => new Intl.NumberFormat(currentLocale()).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value

/** For forms that a schema checks: not a number where none was written. */
export const wholeNumber = (text: string): number => parseNumber(text.trim(), true) ?? Number.NaN
