/** Web mode: the built renderer and the RPC socket on one loopback port, for any browser of this computer. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { AppError } from '#shared/contract/errors.ts'
import { isLoopbackHost } from '#server/loopback-host.ts'
import type { Call } from '#server/rpc/handlers.ts'
import type { Keys } from '#server/rpc/keys.ts'
import { serveSocket } from '#server/rpc/serve-socket.ts'
import { contentSecurityPolicy } from '../content-security-policy.ts'
import { answerFile } from './answer-file.ts'

export interface WebOptions {
  readonly port: number
  readonly keys: Keys
  /** The folder of the built renderer. */
  readonly rendererFolder: string
  callFor(sessionKey: string): Call
}

export interface Web {
  /** For instance `http://127.0.0.1:49152`, without a slash at the end. */
  readonly url: string
  /** Ends what is connected; windows and commands come back. */
  drop(): void
  stop(): Promise<void>
}

const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const

/** The renderer's own files hold no data, so they need no key; the socket and people's files do. @throws AppError `conflict` when the port is taken. */
export async function startWeb({ port, keys, rendererFolder, callFor }: WebOptions): Promise<Web> {
  const app = Fastify({ forceCloseConnections: true })
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    if (!isLoopbackHost(request.headers.host ?? '', request.socket.localPort)) return reply.code(421).type('text/plain').send('This address answers only to this computer.')
  })
  const sendFile = (part: 'content' | 'thumbnail') => async (request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply) => {
    const { status, headers, body } = await answerFile({ keys, callFor }, { fileId: request.params.id, part, headers: request.headers })
    return reply.code(status).headers(headers).send(body)
  }
  app.get('/files/:id', sendFile('content'))
  app.get('/files/:id/thumbnail', sendFile('thumbnail'))
  await app.register(fastifyStatic, { root: rendererFolder, cacheControl: true, maxAge: 0 })
  await app.ready()
  const server = createServer(app.routing)
  const sockets = serveSocket({ server, keys, callFor })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, port)))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    drop: () => sockets.drop(),
    stop: async () => {
      sockets.close()
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
      await app.close()
    },
  }
}

function explain(error: Error, port: number): Error {
  const isTaken = 'code' in error && error.code === 'EADDRINUSE'
  return isTaken ? new AppError('conflict', `The window cannot open: port ${port} is used by another program. Close it, or choose another port with --ui-port.`) : error
}
