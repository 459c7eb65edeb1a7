/** What was typed into a form and not saved yet, kept in this window while one looks elsewhere, or reloads. Nothing that can be a secret is given to it. */
import type { z } from 'zod'

/** @returns null when there is none, or none that `schema` takes. */
export function readKept<T extends object>(place: string, schema: z.ZodType<T>): T | null {
  try {
    const kept = schema.safeParse(JSON.parse(sessionStorage.getItem(place) ?? 'null'))
    return kept.success && Object.keys(kept.data).length > 0 ? kept.data : null
  } catch {
    return null
  }
}

export function keepDraft(place: string, draft: object): void {
  sessionStorage.setItem(place, JSON.stringify(draft))
}

export function forgetDraft(place: string): void {
  sessionStorage.removeItem(place)
}
