/** Drafts that the server could not take yet, in this browser's storage, apart for each person of each workspace. */
import { z } from 'zod'
import { fileSchema } from '#shared/contract/file.ts'
import type { DraftEntry, PlaceKey } from './drafts.ts'

const storedSchema = z.record(z.string(), z.object({ text: z.string(), files: z.array(fileSchema), changedAt: z.int() }))

const keyOf = (owner: string): string => `hookline.drafts.${owner}`

export function readStoredDrafts(owner: string): Readonly<Record<PlaceKey, DraftEntry>> {
  const stored = localStorage.getItem(keyOf(owner))
  if (stored === null) return {}
  try {
    return Object.fromEntries(Object.entries(storedSchema.parse(JSON.parse(stored))).map(([key, draft]) => [key, { ...draft, unsaved: true }]))
  } catch {
    // Written by another version, or by nobody: nothing that can be helped.
    return {}
  }
}

/** `touched` are the places that this window wrote in: what else is stored belongs to another window of mine and stays. */
export function writeStoredDrafts(owner: string, unsaved: Readonly<Record<PlaceKey, DraftEntry>>, touched: ReadonlySet<PlaceKey>): void {
  const others = Object.entries(readStoredDrafts(owner)).filter(([key]) => !touched.has(key))
  const all = [...others, ...Object.entries(unsaved)].map(([key, { text, files, changedAt }]) => [key, { text, files, changedAt }] as const)
  if (all.length === 0) return localStorage.removeItem(keyOf(owner))
  try {
    localStorage.setItem(keyOf(owner), JSON.stringify(Object.fromEntries(all)))
  } catch {
    // The storage is full: it lives as long as the window.
  }
}
