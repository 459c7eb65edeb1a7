/** Files on their way into a message: chosen, pasted or dropped, all come through here. */
import { addFiles, uploadsOf, useUploads, type UploadEntry } from '#renderer/lib/files/uploads.ts'
import type { PlaceKey } from '#renderer/lib/writing/drafts.ts'
import { t } from '#renderer/text/i18n.ts'
import { sayBad } from '../notes.ts'

/** What the contract takes with one message. */
const MOST = 10

/** @returns whether there was room for all of them. */
export function attachFiles(key: PlaceKey, files: readonly globalThis.File[]): boolean {
  const room = MOST - uploadsOf(useUploads.getState().entries, key).length
  if (files.length > room) sayBad(key, t('composer:note.tooManyFiles', { count: MOST }))
  if (room > 0 && files.length > 0) addFiles(key, files.slice(0, room))
  return files.length <= room
}

/** A long text as the file that it should have been. @returns whether there was room for it. */
export function attachText(key: PlaceKey, text: string): boolean {
  return attachFiles(key, [new globalThis.File([text], t('composer:textFileName'), { type: 'text/plain' })])
}

/** What a drop carries, and whether there were folders, which cannot be sent. Read at once: afterwards it is empty. */
export function readDrop(transfer: DataTransfer): { readonly files: readonly globalThis.File[]; readonly hadFolder: boolean } {
  const items = [...transfer.items].filter((item) => item.kind === 'file')
  const isFolder = (item: DataTransferItem): boolean => item.webkitGetAsEntry()?.isDirectory ?? false
  const files = items.filter((item) => !isFolder(item)).flatMap((item) => item.getAsFile() ?? [])
  return { files, hadFolder: items.some(isFolder) }
}

/** Office programs give a picture of the text beside the text: then the text is meant. */
export function pastedFiles(transfer: DataTransfer): readonly globalThis.File[] {
  const isRichText = transfer.types.includes('text/html') && transfer.getData('text/plain').trim() !== ''
  return isRichText ? [] : [...transfer.files]
}

export type Readiness = 'ready' | 'underWay' | 'failed'

export function readinessOf(entries: readonly UploadEntry[]): Readiness {
  if (entries.some((entry) => entry.problem !== null)) return 'failed'
  return entries.every((entry) => entry.file !== null) ? 'ready' : 'underWay'
}
