/** Requests that I put aside in this window: declining is doing nothing, so nothing of it is stored elsewhere. */
import { create } from 'zustand'

const STORED = 'hookline.declinedListening'

interface Declined {
  /** `subscription channel hosts events`: what asks for more asks again. */
  readonly keys: readonly string[]
}

export const useDeclined = create<Declined>(() => ({ keys: read() }))

export function decline(key: string): void {
  const keys = [...useDeclined.getState().keys, key]
  useDeclined.setState({ keys })
  sessionStorage.setItem(STORED, JSON.stringify(keys))
}

function read(): string[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(STORED) ?? '[]')
    return Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : []
  } catch {
    return []
  }
}
