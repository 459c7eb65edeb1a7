/** Files that are being saved from this window, with their progress; a download goes on when its row scrolls away. */
import { create } from 'zustand'
import type { File as SentFile } from '#shared/contract/file.ts'
import { fetchFile, FileProblem } from './fetch-file.ts'

export interface Download {
  readonly receivedBytes: number
  /** Why it ended, in words; null while it runs. */
  readonly problem: string | null
}

const useDownloads = create<{ readonly byId: ReadonlyMap<string, Download> }>(() => ({ byId: new Map() }))
const calledOff = new Map<string, AbortController>()

/** Undefined when nothing is under way and nothing went wrong. */
export const useDownload = (fileId: string): Download | undefined => useDownloads(({ byId }) => byId.get(fileId))

/** Fetches the file and hands it to the browser to save under its name. Once more while it runs changes nothing. */
export async function downloadFile(file: SentFile): Promise<void> {
  if (calledOff.has(file.id)) return
  const controller = new AbortController()
  calledOff.set(file.id, controller)
  put(file.id, { receivedBytes: 0, problem: null })
  try {
    const blob = await fetchFile(file.id, 'content', { signal: controller.signal, onProgress: (receivedBytes) => put(file.id, { receivedBytes, problem: null }) })
    save(blob, file.name)
    put(file.id, undefined)
  } catch (error) {
    put(file.id, error instanceof FileProblem ? { receivedBytes: 0, problem: error.message } : undefined)
  } finally {
    calledOff.delete(file.id)
  }
}

export function cancelDownload(fileId: string): void {
  calledOff.get(fileId)?.abort()
}

function put(fileId: string, download: Download | undefined): void {
  useDownloads.setState(({ byId }) => {
    const changed = new Map(byId)
    if (download === undefined) changed.delete(fileId)
    else changed.set(fileId, download)
    return { byId: changed }
  })
}

/** The browser reads the address a moment after the click. */
const REVOKE_AFTER_MS = 60_000

function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  // Without a type of its own nothing is opened instead of saved.
  link.href = URL.createObjectURL(new Blob([blob], { type: 'application/octet-stream' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_AFTER_MS)
}
