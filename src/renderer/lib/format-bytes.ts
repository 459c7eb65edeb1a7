/** Sizes as people read them, in the window's language. */
import { currentLanguage } from '../text/i18n.ts'

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
const STEP = 1024

/** "0 byte", "812 byte", "1.4 MB"; a kilobyte has 1024 bytes, as file managers and our settings count. */
export function formatBytes(sizeBytes: number): string {
  let value = sizeBytes
  let unit = 0
  // From 1000 on, so that no size needs four digits.
  while (value >= 1000 && unit < units.length - 1) {
    value /= STEP
    unit += 1
  }
  const maximumFractionDigits = unit > 0 && value < 10 ? 1 : 0
  return new Intl.NumberFormat(currentLanguage(), { style: 'unit', unit: units[unit]!, unitDisplay: 'short', maximumFractionDigits }).format(value)
}
