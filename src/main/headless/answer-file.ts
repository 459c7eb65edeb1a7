/** What web mode answers to `GET /files/<id>`: the content, to whoever shows a session key, in a shape that no browser runs or draws by itself. */
import type { IncomingHttpHeaders } from 'node:http'
import { AppError } from '#shared/contract/errors.ts'
import { answerContent, type FileAnswer } from '#server/files/answer-content.ts'
import type { Call } from '#server/rpc/handlers.ts'
import type { Keys } from '#server/rpc/keys.ts'
import { openFile } from '#server/rpc/open-file.ts'

export interface FileRequest {
  readonly fileId: string
  readonly part: 'content' | 'thumbnail'
  readonly headers: IncomingHttpHeaders
}

export interface FileAccess {
  readonly keys: Keys
  callFor(sessionKey: string): Call
}

/** Never a cookie: the key stands in `Authorization`, which no foreign page can make a browser send. A one-time key opens no file and stays unused. */
export async function answerFile({ keys, callFor }: FileAccess, { fileId, part, headers }: FileRequest): Promise<FileAnswer> {
  if (isForeign(headers)) return refuse(403, new AppError('forbidden', 'Files are given to this window only.'))
  const key = /^Bearer ([^\s]+)$/i.exec(headers.authorization ?? '')?.[1]
  if (key === undefined || !keys.isSessionKey(key)) return refuse(401, new AppError('unauthorised', 'Show a session key.'), { 'WWW-Authenticate': 'Bearer' })
  try {
    return answerContent(await openFile(callFor(key), fileId, part), headers, keptBySession)
  } catch (error) {
    if (error instanceof AppError) return refuse(404, error)
    throw error
  }
}

/** Contents never change; what one key fetched is not given to another from the browser's store. */
const keptBySession = { 'Cache-Control': 'private, max-age=31536000, immutable', Vary: 'Authorization' }

/** A page of another origin, also of another port of this computer. */
function isForeign({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  return origin !== undefined && origin !== `http://${host}`
}

function refuse(status: number, { body }: AppError, headers: Record<string, string> = {}): FileAnswer {
  return { status, headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers }, body: JSON.stringify({ error: body }) }
}
