/** Answers `GET /files/…`, the signed links that outgoing webhooks send: the content, or 404 whatever is wrong. */
import type { IncomingHttpHeaders } from 'node:http'
import { findLinkedFile } from '../actions/outgoing/file-links.ts'
import type { Context } from '../context.ts'
import { answerContent, type FileAnswer } from '../files/answer-content.ts'

export interface LinkRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
}

/** The signature is the proof, so any `Host` is answered: a tunnel keeps its own. */
export async function serveLinkedFile(ctx: Context, { method, path, headers }: LinkRequest): Promise<FileAnswer> {
  if (method !== 'GET' && method !== 'HEAD') return refuse(405, 'A link to a file is read with GET.', { Allow: 'GET, HEAD', Connection: 'close' })
  const now = ctx.now()
  const found = findLinkedFile(ctx.reader, path, now)
  const { contents } = ctx.files
  const sizeBytes = found && (await contents.findSize(found.file.sha256))
  if (!found || sizeBytes === undefined) return refuse(404, 'This link is not valid any more.')
  const { name, mediaType, sha256 } = found.file
  const answer = answerContent({ name, mediaType, sha256, sizeBytes, stream: (range) => contents.stream(sha256, range) }, headers, { 'Cache-Control': `private, max-age=${Math.floor((found.expiresAt - now) / 1000)}` })
  if (method === 'GET' || typeof answer.body === 'string') return answer
  answer.body.destroy()
  return { ...answer, body: '' }
}

function refuse(status: number, text: string, headers: Readonly<Record<string, string>> = {}): FileAnswer {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': Buffer.byteLength(text), 'Cache-Control': 'no-store', ...headers }, body: text }
}
