/** Contents of files as object URLs: fetched once, shared by all who show them, revoked when long unused. */
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import type { FileId } from '#shared/contract/ids.ts'
import { useConnection } from '../data/connection.ts'
import { fetchFile, FileProblem, type FilePart } from './fetch-file.ts'

export type FileUrl =
  | { readonly state: 'loading'; readonly url: null; readonly problem: null }
  | { readonly state: 'ready'; readonly url: string; readonly problem: null }
  | { readonly state: FileProblem['kind']; readonly url: null; readonly problem: string }

interface Held {
  shown: FileUrl
  sizeBytes: number
  readonly users: Set<() => void>
}

const KEPT_BYTES = 128 * 1024 * 1024
const KEPT = 400
const loading: FileUrl = { state: 'loading', url: null, problem: null }
/** Least recently used first. */
const held = new Map<string, Held>()

/** An object URL for an `<img>`. `thumbnail` is the small picture, or the picture itself where none was needed. Null asks for nothing. */
export function useFileUrl(fileId: FileId | null, part: FilePart): FileUrl & { retry: () => void } {
  const key = fileId === null ? null : `${fileId}/${part}`
  const subscribe = useCallback((onChange: () => void) => (key === null ? () => undefined : hold(key, onChange)), [key])
  const read = (): FileUrl => (key === null ? loading : (held.get(key)?.shown ?? loading))
  const shown = useSyncExternalStore(subscribe, read, read)
  const retry = useCallback(() => key !== null && void load(key), [key])
  const isOpen = useConnection((connection) => connection.state === 'open')
  // What failed while the line was down is asked for again by itself.
  useEffect(() => {
    if (isOpen && key !== null && held.get(key)?.shown.state === 'failed') void load(key)
  }, [isOpen, key])
  return { ...shown, retry }
}

/** The host of the team is there: what waited for it comes. */
export function fetchFromHost(): void {
  for (const [key, { shown, users }] of held) if (shown.state === 'away' && users.size > 0) void load(key)
}

/** @returns the function that lets go. */
function hold(key: string, onChange: () => void): () => void {
  const known = held.get(key)
  const entry = known ?? { shown: loading, sizeBytes: 0, users: new Set() }
  held.delete(key)
  held.set(key, entry)
  entry.users.add(onChange)
  if (known === undefined || known.shown.state === 'failed' || known.shown.state === 'away') void load(key)
  return () => {
    entry.users.delete(onChange)
    dropUnused()
  }
}

async function load(key: string): Promise<void> {
  const entry = held.get(key)
  if (entry === undefined) return
  show(entry, loading)
  const [fileId, part] = key.split('/') as [FileId, FilePart]
  try {
    const blob = await fetchFile(fileId, part)
    // Dropped while it was fetched: nobody would ever revoke it.
    if (held.get(key) !== entry) return
    entry.sizeBytes = blob.size
    show(entry, { state: 'ready', url: URL.createObjectURL(blob), problem: null })
  } catch (error) {
    const problem = error instanceof FileProblem ? error : new FileProblem('failed', String(error))
    show(entry, { state: problem.kind, url: null, problem: problem.message })
  }
}

function show(entry: Held, shown: FileUrl): void {
  if (entry.shown.url !== null && entry.shown.url !== shown.url) URL.revokeObjectURL(entry.shown.url)
  entry.shown = shown
  for (const onChange of entry.users) onChange()
}

/** Longest unused first; what is on the screen stays. */
function dropUnused(): void {
  let sizeBytes = 0
  for (const entry of held.values()) sizeBytes += entry.sizeBytes
  for (const [key, entry] of held) {
    if (held.size <= KEPT && sizeBytes <= KEPT_BYTES) return
    if (entry.users.size > 0) continue
    if (entry.shown.url !== null) URL.revokeObjectURL(entry.shown.url)
    sizeBytes -= entry.sizeBytes
    held.delete(key)
  }
}
