/** The files that are on their way from this window: a composer adds them to its place, shows them, and posts the whole ones. */
import { create } from 'zustand'
import type { File as SentFile } from '#shared/contract/file.ts'
import { rpc } from '../data/client.ts'
import { sendFile, UploadProblem } from './send-file.ts'

export interface UploadEntry {
  readonly key: string
  /** Which composer it belongs to, for instance a channel's id. */
  readonly place: string
  readonly name: string
  readonly sizeBytes: number
  readonly sentBytes: number
  /** Why it stopped, in words; null while all is well. */
  readonly problem: string | null
  /** Set once it is whole on the server and can be posted by its id. */
  readonly file: SentFile | null
  /** An object URL for pictures; `uploads.ts` revokes it. */
  readonly previewUrl: string | null
}

/** In the order in which they were added. */
export const useUploads = create<{ readonly entries: readonly UploadEntry[] }>(() => ({ entries: [] }))

/** The entries of one place change together; compare with `useShallow`. */
export const uploadsOf = (entries: readonly UploadEntry[], place: string): readonly UploadEntry[] => entries.filter((entry) => entry.place === place)

interface Job {
  readonly source: globalThis.File
  readonly calledOff: AbortController
}

/** All files together: more would only share the same line. */
const AT_ONCE = 2
const jobs = new Map<string, Job>()
const waiting: string[] = []
let running = 0

/** Shows them at once and begins to send, two at a time. */
export function addFiles(place: string, files: Iterable<globalThis.File>): void {
  const added = [...files].map((source) => {
    const entry: UploadEntry = { key: crypto.randomUUID(), place, name: source.name, sizeBytes: source.size, sentBytes: 0, problem: null, file: null, previewUrl: null }
    jobs.set(entry.key, { source, calledOff: new AbortController() })
    waiting.push(entry.key)
    return entry
  })
  useUploads.setState(({ entries }) => ({ entries: [...entries, ...added] }))
  startNext()
}

/** Files of a draft that were sent before this window was loaded. What the place has already stays as it is. */
export function restoreUploads(place: string, files: readonly SentFile[]): void {
  useUploads.setState(({ entries }) => {
    const known = new Set(entries.map((entry) => entry.file?.id))
    const restored = files
      .filter((file) => !known.has(file.id))
      .map((file): UploadEntry => ({ key: file.id, place, name: file.name, sizeBytes: file.sizeBytes, sentBytes: file.sizeBytes, problem: null, file, previewUrl: null }))
    return restored.length === 0 ? { entries } : { entries: [...entries, ...restored] }
  })
}

/** Takes it off; what has been sent is cancelled on the server. */
export function removeUpload(key: string): void {
  const entry = forget((one) => one.key === key)[0]
  if (entry?.file) void rpc.files.cancel({ fileId: entry.file.id }).catch(() => {})
}

export function retryUpload(key: string): void {
  const job = jobs.get(key)
  if (job === undefined || waiting.includes(key)) return
  patch(key, { problem: null, sentBytes: 0 })
  waiting.push(key)
  startNext()
}

/** After a post, or when a draft is thrown away: forgets the place's files. Those still on their way are called off, whole ones are left to the message. */
export function clearUploads(place: string): void {
  forget((entry) => entry.place === place)
}

function forget(isMeant: (entry: UploadEntry) => boolean): readonly UploadEntry[] {
  const { entries } = useUploads.getState()
  const meant = entries.filter(isMeant)
  for (const { key, previewUrl } of meant) {
    if (previewUrl !== null) URL.revokeObjectURL(previewUrl)
    jobs.get(key)?.calledOff.abort()
    jobs.delete(key)
  }
  if (meant.length > 0) useUploads.setState({ entries: entries.filter((entry) => !meant.includes(entry)) })
  return meant
}

function startNext(): void {
  while (running < AT_ONCE) {
    const key = waiting.shift()
    if (key === undefined) return
    const job = jobs.get(key)
    if (job === undefined) continue
    running += 1
    void run(key, job).finally(() => {
      running -= 1
      startNext()
    })
  }
}

async function run(key: string, { source, calledOff }: Job): Promise<void> {
  try {
    const file = await sendFile({
      source,
      signal: calledOff.signal,
      onProgress: (sentBytes) => patch(key, { sentBytes }),
      onPreview: (picture) => showPreview(key, picture),
    })
    patch(key, { file, sentBytes: file.sizeBytes })
    jobs.delete(key)
  } catch (error) {
    if (error instanceof UploadProblem) patch(key, { problem: error.message })
    else if (!calledOff.signal.aborted) throw error
  }
}

function showPreview(key: string, picture: Blob): void {
  const entry = useUploads.getState().entries.find((one) => one.key === key)
  if (entry !== undefined && entry.previewUrl === null) patch(key, { previewUrl: URL.createObjectURL(picture) })
}

function patch(key: string, change: Partial<UploadEntry>): void {
  useUploads.setState(({ entries }) => ({ entries: entries.map((entry) => (entry.key === key ? { ...entry, ...change } : entry)) }))
}
