/** Lets the devices of members reach a relay: WebSockets over TLS 1.3, behind a proof of the device's key. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:https'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { TLSSocket } from 'node:tls'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Relay } from '../relay.ts'
import type { Access, Doorkeeper } from './access.ts'
import type { Certificate } from './create-certificate.ts'
import { decodeFrame, encodeFrame, FRAME_LIMIT_BYTES, PATH, PROTOCOL, requestSchema } from './frames.ts'
import { startHeartbeat } from './heartbeat.ts'
import { createPresence, type Presence } from './presence.ts'
import { NONCE_BYTES, proofBytes } from './proof.ts'
import { createBucket, type Bucket, type Rate } from './rate.ts'
import { serveConnection } from './serve-connection.ts'
import type { SealedFiles } from './sealed-files.ts'
import { createFileServer, FILES_PATH } from './serve-files.ts'
import { createTokens, type Tokens } from './tokens.ts'
import { createTurns } from './turns.ts'

export interface GatewayOptions extends Doorkeeper {
  readonly relay: Relay
  readonly certificate: Certificate
  readonly host: string
  /** 0 takes any that is free. */
  readonly port: number
  readonly now?: () => number
  readonly limits?: Partial<GatewayLimits>
  /** A connection ended for a reason that lies here, such as a full disk; the others go on. */
  readonly onFailure?: (error: unknown) => void
  /** A device has more than the relay: it was set back to an older copy. */
  readonly onSetBack?: () => void
  /** A device came or went. */
  readonly onDevices?: () => void
  /** Where it is reached, `host:port`: who is connected is told. */
  readonly addresses?: () => readonly string[]
  /** Sealed files that members bring and fetch; without, there are none. */
  readonly files?: SealedFiles
}

export interface GatewayLimits {
  readonly connections: number
  /** Of those that have not proven anything yet. */
  readonly unproven: number
  /** Of one device at the same time; one more ends the oldest. */
  readonly perDevice: number
  readonly proofMs: number
  readonly pingMs: number
  readonly turnMs: number
  readonly rate: Rate
}

export interface Connected {
  readonly device: string
  readonly from: string
  /** ms since epoch. */
  readonly since: number
  /** All that went to it. */
  sentBytes(): number
}

export interface Gateway {
  readonly port: number
  /** One for each connection: twice the same device can mean that its keys were copied. */
  devices(): readonly Connected[]
  /** Ends the connections of a device that is not let in any more. */
  drop(device: string, message: string): void
  /** Where it is reached is something else now. Resolves when that has left, or nobody takes it. */
  announce(): Promise<void>
  close(): Promise<void>
}

const usual: GatewayLimits = {
  connections: 1000,
  unproven: 64,
  perDevice: 4,
  proofMs: 10_000,
  pingMs: 20_000,
  turnMs: 10_000,
  rate: { perSecond: 1000, burst: 5000, bytesPerSecond: 20 * 1024 * 1024, burstBytes: 64 * 1024 * 1024 },
}

/** How long whoever is connected may take to hear where the relay goes. */
const ANNOUNCE_MS = 1000

/** @throws an Error with `code` (`EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL` …) when it cannot listen there. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const limits = { ...usual, ...options.limits }
  const now = options.now ?? Date.now
  const house: House = { options, limits, now, turns: createTurns(limits.turnMs), buckets: new Map(), connected: new Map(), tokens: createTokens(), presence: createPresence(() => void tellAll(house)), unproven: 0 }
  const { certificate, privateKey } = options.certificate
  const server = createServer({ cert: certificate, key: privateKey, minVersion: 'TLSv1.3', ALPNProtocols: ['http/1.1'], handshakeTimeout: limits.proofMs, headersTimeout: limits.proofMs, requestTimeout: 0, connectionsCheckingInterval: 1000 })
  server.maxConnections = limits.connections
  const open = trackSockets(server)
  const serveFile = options.files && createFileServer({ files: options.files, tokens: house.tokens, now })
  server.on('request', (request, response) => {
    if (serveFile && request.url?.startsWith(FILES_PATH) && request.headers.origin === undefined) void serveFile(request, response)
    else response.writeHead(404, { connection: 'close' }).end()
  })
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  const sockets = new WebSocketServer({ noServer: true, maxPayload: FRAME_LIMIT_BYTES, perMessageDeflate: false, clientTracking: true })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Without a listener, a reset of one connection would end the program; closing follows by itself.
    socket.on('error', () => undefined)
    const refusal = checkUpgrade(request, house)
    if (refusal) return void socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    sockets.handleUpgrade(request, socket, head, (ws) => void welcome(house, ws, socket as TLSSocket).catch((error: unknown) => fail(house, ws, error)))
  })
  await listen(server, options)
  return {
    port: (server.address() as AddressInfo).port,
    devices: () => [...house.connected.values()],
    drop(device, message) {
      for (const [ws, connected] of house.connected) if (connected.device === device) dismiss(ws, message)
    },
    announce: () => Promise.race([tellAll(house), wait(ANNOUNCE_MS, undefined, { ref: false })]),
    async close() {
      house.presence.stop()
      for (const ws of sockets.clients) ws.close(1001)
      const ended = new Promise((resolve) => server.close(resolve))
      for (const ws of sockets.clients) ws.terminate()
      // Also those that are about to shake hands: a line that broke just then would be waited for without end.
      for (const socket of open) socket.destroy()
      await ended
    },
  }
}

/** All that are connected, however far they came: neither HTTP nor WebSockets know those that shake hands. */
function trackSockets(server: Server): ReadonlySet<Socket> {
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  return open
}

interface House {
  readonly options: GatewayOptions
  readonly limits: GatewayLimits
  readonly now: () => number
  readonly turns: ReturnType<typeof createTurns>
  /** By device, so that a second connection brings no second allowance. */
  readonly buckets: Map<string, Bucket>
  readonly connected: Map<WebSocket, Connected>
  readonly tokens: Tokens
  readonly presence: Presence
  unproven: number
}

async function listen(server: Server, { host, port }: GatewayOptions): Promise<void> {
  server.listen(port, host)
  await once(server, 'listening')
}

/** Browsers have no business here, whatever page sends them. */
function checkUpgrade({ url, headers }: IncomingMessage, { unproven, limits }: House): string | undefined {
  if (url !== PATH) return '404 Not Found'
  if (headers.origin !== undefined) return '403 Forbidden'
  if (headers['sec-websocket-protocol'] !== PROTOCOL) return '426 Upgrade Required'
  if (unproven >= limits.unproven) return '503 Service Unavailable'
  return undefined
}

async function welcome(house: House, ws: WebSocket, socket: TLSSocket): Promise<void> {
  ws.on('error', () => undefined)
  const entered = await prove(house, ws, socket)
  if (ws.readyState !== ws.OPEN || !entered) return ws.terminate()
  if (typeof entered === 'string') return dismiss(ws, entered)
  const { device, access } = entered
  startHeartbeat(ws, socket, house.limits.pingMs)
  house.connected.set(ws, { device, from: socket.remoteAddress ?? '', since: house.now(), sentBytes: () => socket.bytesWritten })
  ws.once('close', () => {
    house.connected.delete(ws)
    house.tokens.forget(ws)
    if (house.buckets.get(device)?.isFull(house.now())) house.buckets.delete(device)
    changed(house)
  })
  serveConnection({ ws, device, access, relay: house.options.relay, bucket: bucketOf(house, device), turns: house.turns, mintToken: () => house.tokens.mint(ws, { device, access }, house.now()), now: house.now, onSetBack: house.options.onSetBack ?? (() => undefined), fail: (error) => fail(house, ws, error) })
  ws.send(encodeFrame({ t: 'welcome', at: house.now() }))
  changed(house)
}

/** Asks for the proof; nothing else is heard before the welcome. */
async function prove(house: House, ws: WebSocket, socket: TLSSocket): Promise<Entered> {
  house.unproven += 1
  const timer = setTimeout(() => ws.terminate(), house.limits.proofMs)
  try {
    const nonce = randomBytes(NONCE_BYTES)
    const first = new Promise<Buffer | undefined>((resolve) => ws.once('message', (data: Buffer) => resolve(data)).once('close', () => resolve(undefined)))
    ws.send(encodeFrame({ t: 'hello', nonce }))
    const answer = await first
    return answer && (await enter(house, socket, nonce, answer))
  } finally {
    clearTimeout(timer)
    house.unproven -= 1
  }
}

function fail({ options }: House, ws: WebSocket, error: unknown): void {
  ws.terminate()
  options.onFailure?.(error)
}

function changed({ options, presence }: House): void {
  options.onDevices?.()
  presence.changed()
}

async function tellAll({ connected, options }: House): Promise<void> {
  const ids = [...new Set([...connected.values()].map(({ device }) => device))].sort().slice(0, 1000)
  const frame = encodeFrame({ t: 'devices', ids, ...(options.addresses ? { addresses: options.addresses().slice(0, 32) } : {}) })
  const open = [...connected.keys()].filter((ws) => ws.readyState === ws.OPEN)
  await Promise.all(open.map((ws) => new Promise((resolve) => ws.send(frame, resolve))))
}

type Entered = { readonly device: string; readonly access: Access } | string | undefined

/** @returns why not in words, or nothing for who does not even speak this protocol. */
async function enter(house: House, socket: TLSSocket, nonce: Uint8Array, answer: Buffer): Promise<Entered> {
  const { options, connected, limits } = house
  const header = decodeFrame(answer, requestSchema)?.header
  if (header?.t !== 'prove' || socket.destroyed) return undefined
  const { device, publicKey, credential, signature } = header
  const from = socket.remoteAddress ?? ''
  if (!(await options.verify(publicKey, proofBytes(socket, nonce, device, publicKey), signature))) return 'The signature does not fit the key of this device.'
  const access = await options.admit({ device, publicKey, credential, from })
  if (typeof access === 'string') return access
  makeRoom(connected, device, limits.perDevice)
  return { device, access }
}

/** An honest device has one connection. The others broke without a word and were not found dead yet; to refuse the new one would lock it out. */
function makeRoom(connected: House['connected'], device: string, most: number): void {
  const older = [...connected].filter(([, other]) => other.device === device)
  for (const [ws] of older.slice(0, Math.max(0, older.length + 1 - most))) {
    connected.delete(ws)
    ws.terminate()
  }
}

function bucketOf({ buckets, limits, now }: House, device: string): Bucket {
  for (const [other, bucket] of buckets) if (other !== device && buckets.size > limits.connections && bucket.isFull(now())) buckets.delete(other)
  const bucket = buckets.get(device) ?? createBucket(limits.rate)
  buckets.set(device, bucket)
  return bucket
}

function dismiss(ws: WebSocket, message: string): void {
  ws.send(encodeFrame({ t: 'refused', n: 0, reason: 'not_allowed', message }), () => ws.close(1008))
  setTimeout(() => ws.terminate(), 1000).unref()
}
