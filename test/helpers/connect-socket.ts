/** The router behind a real WebSocket on loopback, as a window in a browser and the CLI reach it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket, type ClientOptions } from 'ws'
import type { Contract } from '#shared/contract/rpc/index.ts'
import type { Actor } from '#server/context.ts'
import { createKeys, type Keys } from '#server/rpc/keys.ts'
import { serveSocket } from '#server/rpc/serve-socket.ts'
import type { TestApp } from './start-app.ts'

export type Client = ContractRouterClient<Contract>

export interface TestSocketServer {
  readonly port: number
  readonly keys: Keys
  /** A client over a fresh connection that shows `key`, a lasting one when left out. @throws Error with the status when refused. */
  connect(key?: string): Promise<{ client: Client; socket: WebSocket }>
  /** The status of an upgrade request, 101 when it is accepted; the connection is closed again. */
  knock(protocols: string[], options?: ClientOptions & { path?: string }): Promise<number>
  stop(): Promise<void>
}

/** A client over the socket of a running program, with the key of its window's address. */
export async function connectWindow(uiUrl: string): Promise<{ client: Client; socket: WebSocket }> {
  const { host, hash } = new URL(uiUrl)
  const socket = new WebSocket(`ws://${host}/rpc`, ['hookline.v1', hash.replace('#key=', 'key.')])
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return toClient(socket)
}

function toClient(socket: WebSocket): { client: Client; socket: WebSocket } {
  const link = new RPCLink({ websocket: socket as unknown as ConstructorParameters<typeof RPCLink>[0]['websocket'] })
  return { client: createORPCClient<Client>(link), socket }
}

/** `findActor` is asked at each connection. */
export async function serveOverSocket(t: TestApp, findActor: () => Actor = () => t.app.me): Promise<TestSocketServer> {
  const keys = createKeys()
  const server = createServer((_request, response) => response.writeHead(404).end())
  const sockets = serveSocket({ server, keys, callFor: (sessionKey) => t.app.callAs(findActor(), { sessionKey }) })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  function open(protocols: string[], { path = '/rpc', ...options }: ClientOptions & { path?: string } = {}): Promise<WebSocket> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, options)
      socket.once('open', () => resolve(socket))
      socket.once('unexpected-response', (request, response) => {
        request.destroy()
        reject(new Error(String(response.statusCode)))
      })
      socket.once('error', reject)
    })
  }

  return {
    port,
    keys,
    connect: async (key = keys.mintLasting()) => toClient(await open(['hookline.v1', `key.${key}`])),
    knock: (protocols, options) =>
      open(protocols, options).then(
        (socket) => {
          socket.terminate()
          return 101
        },
        (error: unknown) => Number(error instanceof Error ? error.message : 0),
      ),
    stop: async () => {
      sockets.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
