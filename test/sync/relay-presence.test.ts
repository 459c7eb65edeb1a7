/** Who is connected: told to all who are, soon, and not too often. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RemoteRelay } from '#server/sync/transports/connect-relay.ts'
import { hostRelay, newIdentity, type Hosted } from './hosted-relay.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

let hosted: Hosted
let proxy: TcpProxy
beforeEach(async () => {
  hosted = await hostRelay({ limits: { pingMs: 150 } })
  proxy = await startTcpProxy(() => hosted.gateway().port)
})
afterEach(async () => {
  await proxy.close()
  await hosted.close()
})

interface Watcher {
  readonly device: string
  readonly relay: RemoteRelay
  readonly told: (readonly string[])[]
  readonly times: number[]
}

function come(port = hosted.gateway().port, device: string = randomUUID()): Watcher {
  const told: (readonly string[])[] = []
  const times: number[] = []
  const onDevices = (devices: readonly string[]): void => {
    told.push(devices)
    times.push(performance.now())
  }
  return { device, told, times, relay: hosted.connect({ ...newIdentity(device), addresses: [{ host: '127.0.0.1', port }], onDevices }) }
}

const sorted = (...watchers: readonly Watcher[]): string[] => watchers.map(({ device }) => device).sort()

test('everybody hears who came and who went, and a device with two connections is one', async () => {
  const one = come()
  await expect.poll(() => one.told.at(-1)).toEqual(sorted(one))
  const other = come()
  const second = come(undefined, other.device)
  for (const watcher of [one, other, second]) await expect.poll(() => watcher.told.at(-1)).toEqual(sorted(one, other))
  await second.relay.close()
  await expect.poll(() => hosted.gateway().devices().length).toBe(2)
  expect(one.told.at(-1)).toEqual(sorted(one, other))
  await other.relay.close()
  await expect.poll(() => one.told.at(-1)).toEqual(sorted(one))
})

test('who fell silent without a word is not there any more', async () => {
  const [one, lost] = [come(), come(proxy.port)]
  await expect.poll(() => one.told.at(-1)).toEqual(sorted(one, lost))
  proxy.silence()
  await expect.poll(() => one.told.at(-1), { timeout: 5000 }).toEqual(sorted(one))
})

test('a crowd that comes and goes is told of at most four times a second', async () => {
  const one = come()
  await expect.poll(() => one.told.length).toBeGreaterThan(0)
  const crowd = Array.from({ length: 12 }, () => come())
  await expect.poll(() => one.told.at(-1)?.length, { timeout: 10_000 }).toBe(13)
  await Promise.all(crowd.map(({ relay }) => relay.close()))
  await expect.poll(() => one.told.at(-1), { timeout: 10_000 }).toEqual(sorted(one))
  const pauses = one.times.slice(1).map((at, index) => at - one.times[index]!)
  // Timers and sockets of a busy machine can bring two a little closer together.
  expect(Math.min(...pauses)).toBeGreaterThan(150)
})
