/** Sizes as people read them. */

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
const STEP = 1024

/** "812 bytes", "1.4 MB", in the words of the language; a kilobyte has 1024 bytes, as file managers and our settings count. */
export function formatBytes(sizeBytes: number, language: string): string {
  let value = sizeBytes
  let unit = 0
  // From 1000 on, so that no size needs four digits.
  while (value >= 1000 && unit < units.length - 1) {
    value /= STEP
    unit += 1
  }
  const maximumFractionDigits = unit > 0 && value < 10 ? 1 : 0
  // In short, "15 byte" would not be English.
  return new Intl.NumberFormat(language, { style: 'unit', unit: units[unit]!, unitDisplay: unit === 0 ? 'long' : 'short', maximumFractionDigits }).format(value)
}
