/** Answers `HEAD`, `GET` and `PUT /files/<SHA-256 of the sealed file>` for devices that hold a token. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { SealedFiles, StoreProblem } from './sealed-files.ts'
import type { Tokens } from './tokens.ts'

export const FILES_PATH = '/files/'
/** Of one device at the same time. */
const PER_DEVICE = 16
/** A transfer in which nothing moves for so long is over, ms. */
const IDLE_MS = 30_000
const REFUSED_MS = 5000

export interface FileService {
  readonly files: SealedFiles
  readonly tokens: Tokens
  readonly now: () => number
}

const statusOf: Readonly<Record<StoreProblem, number>> = { too_large: 413, full: 507, wrong: 422 }

/** What it returns never throws and leaves no request without an answer. */
export function createFileServer(service: FileService): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const busy = new Map<string, number>()
  return (request, response) => serve(service, busy, request, response)
}

async function serve(service: FileService, busy: Map<string, number>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Node ends a connection on which nothing moved for so long.
  request.socket.setTimeout(IDLE_MS)
  const [, token = ''] = /^Bearer ([\w-]{43})$/.exec(request.headers.authorization ?? '') ?? []
  const holder = service.tokens.find(token, service.now())
  const sha256 = request.url?.slice(FILES_PATH.length) ?? ''
  if (!holder) return refuse(request, response, 401)
  if (!/^[0-9a-f]{64}$/.test(sha256)) return refuse(request, response, 404)
  const count = busy.get(holder.device) ?? 0
  if (count >= PER_DEVICE) return refuse(request, response, 503)
  busy.set(holder.device, count + 1)
  try {
    if ((await holder.access.refuseFiles?.()) !== undefined) refuse(request, response, 403)
    else if (request.method === 'PUT') await take(service, sha256, request, response)
    else if (request.method === 'GET' || request.method === 'HEAD') await give(service, sha256, request, response)
    else refuse(request, response, 405)
  } catch {
    // Cut off, or the disk failed: the device asks again.
    if (!response.headersSent) refuse(request, response, 500)
    else response.destroy()
  } finally {
    const left = (busy.get(holder.device) ?? 1) - 1
    if (left === 0) busy.delete(holder.device)
    else busy.set(holder.device, left)
  }
}

async function take({ files }: FileService, sha256: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const sizeBytes = readSize(request.headers['content-length'])
  if (sizeBytes === undefined) return refuse(request, response, 411)
  if ((await files.findSize(sha256)) !== undefined) return refuse(request, response, 200)
  const of = request.headers['hookline-of']
  const problem = await files.take(sha256, sizeBytes, request, typeof of === 'string' ? of : undefined)
  if (problem) refuse(request, response, statusOf[problem])
  else response.writeHead(201, { 'content-length': 0 }).end()
}

/** A HEAD with `hookline-size` also says whether a file of that size would be taken. */
async function give({ files }: FileService, sha256: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const sizeBytes = await files.findSize(sha256)
  const wanted = readSize(request.headers['hookline-size'])
  const problem = sizeBytes === undefined && wanted !== undefined ? files.problemOf(wanted) : undefined
  if (sizeBytes === undefined) return refuse(request, response, problem ? statusOf[problem] : 404)
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': sizeBytes, 'cache-control': 'no-store' })
  if (request.method === 'HEAD') return void response.end()
  await pipeline(files.read(sha256), response)
}

/** What still comes of the body is thrown away, but not for long. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': 0 }).end()
  request.resume()
  const timer = setTimeout(() => request.socket.destroy(), REFUSED_MS).unref()
  request.once('end', () => clearTimeout(timer))
}

function readSize(raw: string | string[] | undefined): number | undefined {
  const size = typeof raw === 'string' && /^\d{1,15}$/.test(raw) ? Number(raw) : undefined
  return size !== undefined && Number.isSafeInteger(size) ? size : undefined
}
