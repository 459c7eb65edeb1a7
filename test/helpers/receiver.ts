/** A program that outgoing webhooks send to: a real HTTP server that keeps what it got and answers as it is told. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface ReceiverAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

export interface Receiver {
  readonly url: string
  /** `host:port`, for a subscription's `allow`. */
  readonly host: string
  readonly received: Received[]
  /** What the next requests get; by default 200 and nothing. */
  answer: (request: Received) => ReceiverAnswer | Promise<ReceiverAnswer>
  stop(): Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const got = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') }
      received.push(got)
      void Promise.resolve(receiver.answer(got)).then(({ status = 200, headers = {}, body = '' }) => response.writeHead(status, headers).end(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    host: `127.0.0.1:${port}`,
    received,
    answer: () => ({}),
    stop: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()) }),
  }
  return receiver
}
