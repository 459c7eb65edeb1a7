/** Sends a request of our own to the listener, over a real socket, and reads the answer. */
import { request } from 'node:http'

export interface OwnRequest {
  /** Of the listener, without a slash at the end. */
  readonly url: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export interface OwnAnswer {
  readonly status: number
  readonly body: string
}

/** The listener is on this computer: who does not answer by then is stuck. */
const patienceMs = 10_000
/** Our own answers are short. */
const longest = 64 * 1024

/** Rejects with the system's error when nobody answers. */
export function askSocket({ url, path, headers, body }: OwnRequest): Promise<OwnAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { method: 'POST', agent: false, timeout: patienceMs, headers: { ...headers, 'Content-Length': body.length } }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text = (text + chunk).slice(0, longest)))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
      response.on('error', reject)
    })
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${patienceMs / 1000} s`)))
    sent.on('error', reject)
    sent.end(body)
  })
}
