/** Answers on a server's sockets, and lets go of one whose place another takes. */
import type { RequestListener, Server } from 'node:http'
import { endBroken } from './end-broken.ts'

/** Requests, and those that wait to be asked for their body. */
export function answerOn(server: Server, handler: RequestListener): void {
  const answer: RequestListener = (request, response) => {
    // A connection from before a restart: this is its last answer.
    if (!server.listening) response.setHeader('Connection', 'close')
    handler(request, response)
  }
  server.on('request', answer)
  // Who waits to be asked for the body is asked when it is wanted.
  server.on('checkContinue', answer)
  endBroken(server)
}

/** Resolves when the last connection has ended: idle ones at once, busy ones after their answer, stuck ones after a minute. */
export function drain(server: Server): Promise<void> {
  const sweep = setInterval(() => server.closeIdleConnections(), 50).unref()
  const cut = setTimeout(() => server.closeAllConnections(), 60_000).unref()
  return new Promise((resolve) => {
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(cut)
      resolve()
    })
  })
}
