/** The day as people call it where they are, for the names of files: in UTC it would be yesterday or tomorrow for half of the world. */

/** For instance `2026-11-23`, in the time zone of this computer. */
export function localDay(at: Date): string {
  return [String(at.getFullYear()), ...[at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0'))].join('-')
}
