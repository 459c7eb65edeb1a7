/** A relay over real sockets keeps the promises of a relay, whatever happens to the connection. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RelayRecord } from '#shared/contract/envelope.ts'
import type { LinkState } from '#server/sync/transports/keep-link.ts'
import { bytes, channel, contentOf, envelope, group } from './envelopes.ts'
import { hostRelay, newIdentity, quick, type Hosted } from './hosted-relay.ts'
import { describeRelay, follow, readAll, refusalOf } from './relay-conformance.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

describeRelay('a relay over sockets', async () => {
  const hosted = await hostRelay()
  const relay = hosted.connect()
  return {
    relay,
    other: hosted.connect(),
    restart: async () => {
      await hosted.restart()
      return relay
    },
    close: () => hosted.close(),
  }
})

describe('a connection', () => {
  let hosted: Hosted
  let proxy: TcpProxy
  beforeEach(async () => {
    hosted = await hostRelay({ limits: { pingMs: 100 } })
    proxy = await startTcpProxy(() => hosted.gateway().port)
  })
  afterEach(async () => {
    await proxy.close()
    await hosted.close()
  })
  const throughProxy = (timings: Partial<typeof quick> = {}) => hosted.connect({ addresses: [{ host: '127.0.0.1', port: proxy.port }], timings })
  const statuses = (states: readonly LinkState[]): string[] => states.map(({ status }) => status)

  test('that is cut again and again loses nothing, doubles nothing and keeps the order', async () => {
    const subject = channel()
    const [writer, reader] = [throughProxy({ longestDelayMs: 10 }), throughProxy({ longestDelayMs: 10 })]
    const seen = follow(reader, { [subject]: 0 })
    const sent = Array.from({ length: 600 }, () => envelope(subject, { body: bytes(2000) }))
    let acked = 0
    const placed = sent.map((one) => writer.append(one).then((place) => ((acked += 1), place)))
    for (let cut = 1; cut <= 12; cut += 1) {
      await expect.poll(() => acked, { interval: 1, timeout: 10_000 }).toBeGreaterThanOrEqual(cut * 40)
      proxy.cut()
    }
    expect((await Promise.all(placed)).map(({ position }) => position)).toEqual(sent.map((_, index) => index + 1))
    expect((await readAll(hosted.store(), subject)).map(contentOf)).toEqual(sent)
    await expect.poll(() => seen.records.length, { timeout: 10_000 }).toBe(600)
    expect(seen.records.map(contentOf)).toEqual(sent)
    expect(seen.ended).toEqual([])
  })

  test('that falls silent is noticed on both sides, and replaced', async () => {
    const subject = channel()
    const relay = throughProxy({ pingMs: 100, connectMs: 300 })
    await relay.append(envelope(subject))
    proxy.silence()
    const late = envelope(subject)
    const placed = relay.append(late)
    await expect.poll(() => relay.states.at(-1), { timeout: 5000 }).toMatchObject({ status: 'waiting' })
    await expect.poll(() => hosted.gateway().devices(), { timeout: 5000 }).toEqual([])
    proxy.heal()
    expect(await placed).toMatchObject({ position: 2 })
  })

  test('that ended is not replaced for what was to leave over it alone', async () => {
    const subject = channel()
    const relay = throughProxy({ pingMs: 100, connectMs: 300 })
    await relay.append(envelope(subject))
    const link = relay.link!()
    proxy.silence()
    expect(await refusalOf(relay.append(envelope(subject), { link }))).toMatchObject({ reason: 'gone' })
    expect(await refusalOf(relay.append(envelope(subject), { link }))).toMatchObject({ reason: 'gone' })
    proxy.heal()
    await relay.append(envelope(subject))
    expect(await relay.append(envelope(subject), { link: relay.link!() })).toMatchObject({ duplicate: false })
  })

  test('that is quiet but alive is kept', async () => {
    const relay = throughProxy({ pingMs: 50 })
    await relay.read(channel(), 0, 1)
    const before = proxy.sent()
    // Each ping and pong is some twenty bytes; ten spans pass.
    await expect.poll(() => proxy.sent(), { timeout: 5000 }).toBeGreaterThan(before + 10 * 20)
    expect(statuses(relay.states)).toEqual(['connecting', 'connected'])
  })

  test('is waited for, for as long as patience lasts', async () => {
    const subject = channel()
    const relay = throughProxy({ patienceMs: 100 })
    await relay.append(envelope(subject))
    const place = hosted.gateway().port
    await hosted.gateway().close()
    await expect.poll(() => relay.states.at(-1)).toMatchObject({ status: 'waiting', problem: 'unreachable' })
    const one = envelope(subject)
    expect(await refusalOf(relay.append(one))).toMatchObject({ reason: 'gone' })
    expect(await refusalOf(relay.read(subject, 0, 1))).toMatchObject({ reason: 'gone' })
    expect(place).toBe(hosted.gateway().port)
    await hosted.restart()
    await expect.poll(() => relay.append(one).catch(() => undefined), { timeout: 5000 }).toMatchObject({ position: 2 })
  })

  test('takes the address that answers with the right key, and says which', async () => {
    const dead = { host: '127.0.0.1', port: 1 }
    const alive = { host: '127.0.0.1', port: proxy.port }
    const relay = hosted.connect({ addresses: [dead, { host: 'name.invalid', port: 1 }, alive] })
    await relay.append(envelope(channel()))
    expect(relay.states.at(-1)).toEqual({ status: 'connected', address: alive, aheadMs: expect.closeTo(0, -4) })
  })

  test('waits longer after each failure, never all at once, and not at all when woken', async () => {
    await hosted.gateway().close()
    const relay = throughProxy({ firstDelayMs: 1, longestDelayMs: 60_000 })
    const delays = (): number[] => relay.states.flatMap((state) => (state.status === 'waiting' ? [state.retryInMs] : []))
    await expect.poll(() => delays().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(8)
    expect(delays().every((delay, index) => delay >= 0 && delay <= 2 ** index)).toBe(true)
    expect(new Set(delays()).size).toBeGreaterThan(4)
    // Wherever it is in its waiting by now: it would be longer and longer.
    await hosted.restart()
    relay.wake()
    await expect.poll(() => relay.states.at(-1)).toMatchObject({ status: 'connected' })
  })

  test('does not fill memory with what a slow follower has not taken', async () => {
    const subject = channel()
    const store = hosted.store()
    await Promise.all(Array.from({ length: 40 }, () => store.append(envelope(subject, { body: bytes(200_000) }))))
    const relay = hosted.connect()
    const seen: RelayRecord[] = []
    let go = (): void => undefined
    const gate = new Promise<void>((resolve) => (go = resolve))
    let arrived = 0
    relay.subscribe({ [subject]: 0 }, (record) => ((arrived += 1), seen.push(record), gate), () => undefined)
    await expect.poll(() => arrived).toBe(1)
    // Calls go through beside it, and show that what was to come has come.
    for (let call = 0; call < 5; call += 1) await relay.read(subject, 0, 1)
    const [connection] = hosted.gateway().devices()
    expect(connection?.sentBytes()).toBeLessThan(1024 * 1024 + 7 * 210_000)
    go()
    await expect.poll(() => seen.length, { timeout: 5000 }).toBe(40)
    expect(seen.map(({ position }) => position)).toEqual(seen.map((_, index) => index + 1))
  })

  test('gives turns one after the other, also when one of them is lost', async () => {
    const subject = group()
    const devices = Array.from({ length: 12 }, () => {
      const identity = newIdentity(crypto.randomUUID())
      return Object.assign(hosted.connect(identity), { device: identity.device })
    })
    let inside = 0
    let most = 0
    let conflicts = 0
    const join = (relay: (typeof devices)[number]) =>
      relay.inTurn(subject, async () => {
        most = Math.max(most, (inside += 1))
        const { last } = await relay.read(subject, 0, 1)
        await relay.append(envelope(subject, { kind: 'handshake', device: relay.device }), { expectLast: last }).catch(() => (conflicts += 1))
        inside -= 1
      })
    const lost = throughProxy()
    let entered = false
    const stuck = lost.inTurn(subject, () => ((entered = true), new Promise<void>(() => undefined)))
    stuck.catch(() => undefined)
    await expect.poll(() => entered, { timeout: 5000 }).toBe(true)
    const all = Promise.all(devices.map(join))
    await lost.close()
    await all
    expect([most, conflicts, (await hosted.store().read(subject, 0, 1)).last]).toEqual([1, 0, 12])
  })
})
