/** What was searched in this window, the newest first. Kept for the window's session alone: what one looks for says a lot. */
const STORED = 'hookline.searches'
const KEPT = 8

export function listRecent(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(STORED) ?? '[]')
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string').slice(0, KEPT) : []
  } catch {
    return []
  }
}

/** A search counts when something was done with what it found. */
export function rememberSearch(rawQuery: string): void {
  const query = rawQuery.trim()
  if (query === '') return
  sessionStorage.setItem(STORED, JSON.stringify([query, ...listRecent().filter((one) => one !== query)].slice(0, KEPT)))
}

export function forgetSearches(): void {
  sessionStorage.removeItem(STORED)
}
