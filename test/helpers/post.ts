/** Sends a request byte for byte as a test wants it: no header is added, bodies may be chunked or broken off. */
import http from 'node:http'

export interface SentRequest {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Buffer
  /** Send the body in pieces without a length. */
  readonly chunked?: boolean
}

export interface Received {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

export function send(url: string, { method = 'POST', headers = {}, body, chunked = false }: SentRequest = {}): Promise<Received> {
  const bytes = body === undefined ? undefined : Buffer.from(body)
  const length = bytes && !chunked ? { 'Content-Length': String(bytes.length) } : {}
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers: { ...length, ...headers }, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') }))
      response.on('error', reject)
    })
    request.on('error', reject)
    if (chunked && bytes) for (let start = 0; start < bytes.length; start += 7) request.write(bytes.subarray(start, start + 7))
    request.end(chunked ? undefined : bytes)
  })
}

export function sendJson(url: string, value: unknown, headers: Record<string, string> = {}): Promise<Received> {
  return send(url, { headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(value) })
}
