/** Sends one file in pieces, patiently: a lost connection is waited for, and a server that was restarted gets it from the start. */
import type { File as SentFile } from '#shared/contract/file.ts'
import type { FileId } from '#shared/contract/ids.ts'
import { PIECE_BYTES } from '#shared/contract/rpc/files.ts'
import { t } from '../../text/i18n.ts'
import { rpc } from '../data/client.ts'
import { whenConnected } from '../data/connection.ts'
import { toErrorBody } from '../data/errors.ts'
import { formatBytes } from '../format/format-bytes.ts'
import { makePreview, type Preview } from './upload-preview.ts'

export interface Transfer {
  readonly source: globalThis.File
  readonly signal: AbortSignal
  readonly onProgress: (sentBytes: number) => void
  /** A picture that this browser can draw. */
  readonly onPreview: (picture: Blob) => void
}

/** Why a file is not sent, in words; sending it again as it is may or may not help. */
export class UploadProblem extends Error {}

/** @throws UploadProblem; the signal's reason when it was called off, and then the server forgets the file. */
export async function sendFile(transfer: Transfer): Promise<SentFile> {
  const { source, signal } = transfer
  try {
    await checkSize(source)
    const preview = await makePreview(source)
    signal.throwIfAborted()
    if (preview !== null) transfer.onPreview(preview.thumbnail ?? source)
    return await sendAnew(transfer, preview)
  } catch (error) {
    signal.throwIfAborted()
    throw error instanceof UploadProblem ? error : new UploadProblem(toErrorBody(error).message)
  }
}

/** Before anything is sent. What cannot be asked now is checked by the server when the upload begins. */
async function checkSize(source: Blob): Promise<void> {
  const limit = await rpc.settings.get({ key: 'files.maxBytes' }).then(({ value }) => Number(value), () => Number.POSITIVE_INFINITY)
  if (source.size > limit) throw new UploadProblem(t('files:tooLarge', { size: formatBytes(source.size), limit: formatBytes(limit) }))
}

const RESTARTS = 3

/** A server that was stopped forgets what had not arrived whole. */
async function sendAnew(transfer: Transfer, preview: Preview | null): Promise<SentFile> {
  for (let restarts = 0; ; restarts += 1) {
    try {
      return await sendOnce(transfer, preview)
    } catch (error) {
      if (restarts === RESTARTS || error instanceof UploadProblem || toErrorBody(error).code !== 'not_found') throw error
    }
  }
}

async function sendOnce({ source, signal, onProgress }: Transfer, preview: Preview | null): Promise<SentFile> {
  const about = {
    name: source.name.trim() === '' ? t('files:unnamed') : source.name.trim().slice(-255),
    mediaType: source.type.slice(0, 127),
    sizeBytes: source.size,
    width: preview?.width ?? null,
    height: preview?.height ?? null,
    thumbnailBytes: preview?.thumbnail?.size ?? null,
  }
  const { fileId } = await persist(() => rpc.files.begin(about), signal)
  try {
    if (preview?.thumbnail) await sendPart({ fileId, part: 'thumbnail', blob: preview.thumbnail, signal, onProgress: () => {} })
    await sendPart({ fileId, part: 'content', blob: source, signal, onProgress })
    return await persist(() => rpc.files.finish({ fileId }), signal)
  } catch (error) {
    // Best effort: what nobody posts goes after a day.
    void rpc.files.cancel({ fileId }).catch(() => {})
    throw error
  }
}

interface Part {
  readonly fileId: FileId
  readonly part: 'content' | 'thumbnail'
  readonly blob: Blob
  readonly signal: AbortSignal
  readonly onProgress: (sentBytes: number) => void
}

/** The server says how much is there, so that a piece whose answer was lost is not sent twice for nothing. */
async function sendPart({ fileId, part, blob, signal, onProgress }: Part): Promise<void> {
  for (let offset = 0; offset < blob.size; ) {
    const base64 = await readPiece(blob.slice(offset, offset + PIECE_BYTES))
    const answer = await persist(() => rpc.files.append({ fileId, part, offset, base64 }), signal)
    offset = answer.sizeBytes
    onProgress(offset)
  }
}

const ATTEMPTS = 6
const WAIT_MS = 500

/** Calls again after a lost connection or answer; every procedure of an upload may be repeated. */
async function persist<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    await orCalledOff(whenConnected(), signal)
    try {
      return await orCalledOff(call(), signal)
    } catch (error) {
      if (signal.aborted || attempt === ATTEMPTS || toErrorBody(error).code !== 'unavailable') throw error
    }
    await orCalledOff(new Promise<void>((resolve) => setTimeout(resolve, attempt * WAIT_MS)), signal)
  }
}

function orCalledOff<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error)
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** The browser's own base64. Fails for folders, and for files that changed or went away since they were chosen. */
function readPiece(piece: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(String(reader.result).replace(/^[^,]*,/, '')))
    reader.addEventListener('error', () => reject(new UploadProblem(t('files:unreadable'))))
    reader.readAsDataURL(piece)
  })
}
