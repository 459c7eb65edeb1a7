/** The bytes of a file: over HTTP with this tab's session key in web mode, in pieces through the port on the desktop. */
import { errorBodySchema, type ErrorBody } from '#shared/contract/errors.ts'
import type { FileId } from '#shared/contract/ids.ts'
import { t } from '../../text/i18n.ts'
import { ORPCError, rpc } from '../data/client.ts'
import { whenConnected } from '../data/connection.ts'
import { toErrorBody } from '../data/errors.ts'
import { readKey } from '../data/session-key.ts'

export type FilePart = 'content' | 'thumbnail'

type ReadPiece = (input: { fileId: FileId; part: FilePart; offset: number }) => Promise<{ base64: string; sizeBytes: number }>

export interface FileFetch {
  /** On the desktop: what gives the pieces; the server when left out. */
  readonly read?: ReadPiece | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((receivedBytes: number) => void) | undefined
}

/** Why a file cannot be had, in words. `missing`: it, or its content, is not there; `away`: it is with the host, which is not. Asking again at once will not help. */
export class FileProblem extends Error {
  readonly kind: 'missing' | 'away' | 'failed'

  constructor(kind: FileProblem['kind'], message: string) {
    super(message)
    this.name = 'FileProblem'
    this.kind = kind
  }
}

/** @throws FileProblem; the signal's reason when it was called off. */
export async function fetchFile(fileId: FileId, part: FilePart, options: FileFetch = {}): Promise<Blob> {
  try {
    await whenConnected()
    options.signal?.throwIfAborted()
    return await (window.hooklineDesktop === undefined ? fetchOverHttp(fileId, part, options) : readOverPort(fileId, part, options))
  } catch (error) {
    options.signal?.throwIfAborted()
    throw error instanceof FileProblem ? error : new FileProblem('failed', error instanceof ORPCError ? toErrorBody(error).message : t('files:notLoaded'))
  }
}

async function fetchOverHttp(fileId: FileId, part: FilePart, { signal, onProgress }: FileFetch): Promise<Blob> {
  const path = part === 'content' ? `/files/${fileId}` : `/files/${fileId}/thumbnail`
  const response = await fetch(path, { headers: { Authorization: `Bearer ${readKey() ?? ''}` }, credentials: 'omit', ...(signal ? { signal } : {}) })
  if (!response.ok) throw await toProblem(response)
  if (onProgress === undefined || response.body === null) return response.blob()
  return collect(response.body, response.headers.get('Content-Type') ?? '', onProgress)
}

async function toProblem(response: Response): Promise<FileProblem> {
  const body = errorBodySchema.safeParse(((await response.json().catch(() => undefined)) as { error?: unknown } | undefined)?.error)
  return (body.data && explain(body.data)) ?? (response.status === 404 ? new FileProblem('missing', t('files:gone')) : new FileProblem('failed', t('files:notLoaded')))
}

function explain({ code, field }: ErrorBody): FileProblem | undefined {
  if (code === 'not_found') return new FileProblem('missing', t('files:gone'))
  if (code !== 'unavailable') return undefined
  return field === 'host' ? new FileProblem('away', t('files:withHost')) : new FileProblem('missing', t('files:notOnThisDevice'))
}

/** What has come so far is handed to the browser now and then, which keeps large files on its disk. */
const FOLD_BYTES = 8 * 1024 * 1024

async function collect(body: ReadableStream<Uint8Array<ArrayBuffer>>, type: string, onProgress: (receivedBytes: number) => void): Promise<Blob> {
  let blob = new Blob([], { type })
  let parts: Uint8Array<ArrayBuffer>[] = []
  let waitingBytes = 0
  const reader = body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value)
    waitingBytes += next.value.length
    onProgress(blob.size + waitingBytes)
    if (waitingBytes < FOLD_BYTES) continue
    blob = new Blob([blob, ...parts], { type })
    parts = []
    waitingBytes = 0
  }
  return new Blob([blob, ...parts], { type })
}

/** Only pictures are ever drawn, and a picture that is called PNG is drawn by what it is, but never as SVG. */
const PORT_TYPE = 'image/png'

async function readOverPort(fileId: FileId, part: FilePart, { signal, onProgress, read = rpc.files.read }: FileFetch): Promise<Blob> {
  const pieces: BlobPart[] = []
  for (let offset = 0, sizeBytes = 1; offset < sizeBytes; ) {
    const piece = await readPiece(read, { fileId, part, offset })
    signal?.throwIfAborted()
    const bytes = Uint8Array.from(atob(piece.base64), (char) => char.charCodeAt(0))
    if (bytes.length === 0 && offset < piece.sizeBytes) throw new FileProblem('failed', t('files:notLoaded'))
    pieces.push(bytes)
    offset += bytes.length
    sizeBytes = piece.sizeBytes
    onProgress?.(offset)
  }
  return new Blob(pieces, { type: PORT_TYPE })
}

async function readPiece(read: ReadPiece, piece: Parameters<ReadPiece>[0]): ReturnType<ReadPiece> {
  try {
    return await read(piece)
  } catch (error) {
    throw (error instanceof ORPCError ? explain(toErrorBody(error)) : undefined) ?? error
  }
}
