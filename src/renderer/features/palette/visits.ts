/** The channels that were opened in this window, the last one first. */
const STORED = 'hookline.visited'
const KEPT = 12

export function listVisited(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(STORED) ?? '[]')
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}

export function rememberVisit(channelId: string): void {
  sessionStorage.setItem(STORED, JSON.stringify([channelId, ...listVisited().filter((one) => one !== channelId)].slice(0, KEPT)))
}
