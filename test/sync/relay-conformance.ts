/** What every relay promises, as tests: an implementation calls this with a way to open one. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ENVELOPE_LIMIT_BYTES, type Envelope, type RelayRecord, type Subject } from '#shared/contract/envelope.ts'
import { PAGE_BYTES, type Relay, type RelayPage, type RelayRefused } from '#server/sync/relay.ts'
import { bytes, channel, contentOf, envelope, group } from './envelopes.ts'

/** A fresh log, reached from two sides where there are two. */
export interface OpenedRelay {
  readonly relay: Relay
  /** Another way to the same log (a second client, a second node); the same object when there is none. */
  readonly other: Relay
  /** Ends and starts what keeps the log; the log is the same after it. Without it nothing is asked about restarts. */
  readonly restart?: () => Promise<Relay>
  readonly close: () => Promise<void>
}

export function describeRelay(name: string, open: () => Promise<OpenedRelay>): void {
  describe(name, () => {
    let opened: OpenedRelay
    let relay: Relay
    let other: Relay
    beforeEach(async () => {
      opened = await open()
      ;({ relay, other } = opened)
    })
    afterEach(() => opened.close())

    const contents = async (subject: Subject, from: Relay = relay): Promise<Envelope[]> => (await readAll(from, subject)).map(contentOf)

    describe('append', () => {
      test('gives positions 1, 2, 3 in each subject, and keeps every byte', async () => {
        const subjects: Subject[] = ['workspace', channel(), group(), `links/${crypto.randomUUID()}`]
        const kinds = ['fact', 'sealed', 'handshake', 'link'] as const
        for (const [index, subject] of subjects.entries()) {
          const sent = [0, 1, 2].map((length) => envelope(subject, { kind: kinds[index], body: bytes(length * 1000) }))
          const before = Date.now()
          const placed = []
          for (const one of sent) placed.push(await relay.append(one))
          expect(placed).toEqual([1, 2, 3].map((position) => ({ position, at: expect.any(Number), duplicate: false })))
          const { records, last } = await other.read(subject, 0, 1000)
          expect(last).toBe(3)
          expect(records.map(contentOf)).toEqual(sent)
          expect(records.map(({ position, at, redacted }) => ({ position, at, redacted }))).toEqual(placed.map(({ position, at }) => ({ position, at, redacted: false })))
          expect(Math.min(...records.map(({ at }) => at))).toBeGreaterThanOrEqual(before - 1000)
        }
      })

      test('places what was appended without waiting in the order of the calls', async () => {
        const subject = channel()
        const sent = Array.from({ length: 200 }, () => envelope(subject, { body: bytes(20) }))
        const placed = await Promise.all(sent.map((one) => relay.append(one)))
        expect(placed.map(({ position }) => position)).toEqual(sent.map((_, index) => index + 1))
        expect(await contents(subject, other)).toEqual(sent)
      })

      test('keeps one record of a repetition, whatever it expects, from wherever it comes', async () => {
        const subject = channel()
        const one = envelope(subject)
        const [first, again] = await Promise.all([relay.append(one), relay.append(one)])
        await relay.append(envelope(subject))
        const later = await other.append(one, { expectLast: 0 })
        expect(first).toMatchObject({ position: 1, duplicate: false })
        expect([again, later]).toEqual([first, first].map((place) => ({ ...place, duplicate: true })))
        expect((await relay.read(subject, 0, 10)).last).toBe(2)
      })

      test('refuses an id that is taken by other bytes', async () => {
        const subject = channel()
        const one = envelope(subject)
        await relay.append(one)
        const target = envelope(subject)
        await relay.append(target)
        const changes: Partial<Envelope>[] = [{ body: bytes(300) }, { body: one.body.subarray(1) }, { signature: bytes(64) }, { kind: 'plain' }, { subject: channel() }, { redacts: target.id }]
        for (const change of changes) expect(await refusalOf(other.append({ ...one, ...change }))).toMatchObject({ reason: 'changed' })
        expect(await contents(subject)).toEqual([one, target])
      })

      test('takes 1 MiB and not a byte more', async () => {
        const subject = channel()
        await relay.append(envelope(subject, { body: bytes(ENVELOPE_LIMIT_BYTES) }))
        expect(await refusalOf(relay.append(envelope(subject, { body: bytes(ENVELOPE_LIMIT_BYTES + 1) })))).toMatchObject({ reason: 'too_large' })
        expect((await relay.read(subject, 0, 10)).records.map(({ body }) => body.length)).toEqual([ENVELOPE_LIMIT_BYTES])
      })

      test('refuses what is no envelope', async () => {
        const good = envelope(channel())
        const id = '0198c0de-0000-7000-8000-00000000ABCD'
        const bad: object[] = [{ id }, { id: 'x' }, { device: id }, { subject: 'channel/x' }, { subject: `channel/${id}` }, { subject: 'elsewhere' }, { kind: 'other' }, { signature: bytes(63) }, { redacts: 'x' }]
        for (const change of bad) expect(await refusalOf(relay.append({ ...good, ...change } as Envelope)), JSON.stringify(change)).toMatchObject({ reason: 'invalid' })
        for (const expectLast of [-1, 0.5, Number.NaN]) expect(await refusalOf(relay.append(good, { expectLast }))).toMatchObject({ reason: 'invalid' })
        expect((await relay.read(good.subject, 0, 10)).last).toBe(0)
      })

      test('keeps a copy: bytes that change afterwards change no record', async () => {
        const one = envelope(channel())
        const wanted = structuredClone(one)
        const placed = relay.append(one)
        one.body.fill(0)
        await placed
        expect(await contents(one.subject)).toEqual([wanted])
      })
    })

    describe('compare-and-set', () => {
      test('is refused with the last position when another came first', async () => {
        const subject = group()
        const handshake = (): Envelope => envelope(subject, { kind: 'handshake' })
        expect(await relay.append(handshake(), { expectLast: 0 })).toMatchObject({ position: 1 })
        expect(await refusalOf(other.append(handshake(), { expectLast: 0 }))).toMatchObject({ reason: 'conflict', last: 1 })
        expect(await refusalOf(relay.append(handshake(), { expectLast: 2 }))).toMatchObject({ reason: 'conflict', last: 1 })
        expect(await relay.append(handshake(), { expectLast: 1 })).toMatchObject({ position: 2 })
      })

      test('has one winner in each of 20 rounds of 20 rivals', async () => {
        const subject = group()
        for (let round = 0; round < 20; round += 1) {
          const rivals = Array.from({ length: 20 }, (_, index) => (index % 2 ? relay : other).append(envelope(subject, { kind: 'handshake', body: bytes(30) }), { expectLast: round }))
          const ends = await Promise.allSettled(rivals)
          expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
          for (const end of ends) if (end.status === 'rejected') expect(end.reason).toMatchObject({ reason: 'conflict', last: round + 1 })
        }
      })
    })

    describe('behind another', () => {
      test('is placed when that one is there, and else refused without a trace', async () => {
        const subject = channel()
        const [first, second, elsewhere] = [envelope(subject), envelope(subject), envelope(channel())]
        expect(await refusalOf(relay.append(second, { behind: first.id }))).toMatchObject({ reason: 'gone' })
        await relay.append(elsewhere)
        expect(await refusalOf(relay.append(second, { behind: elsewhere.id }))).toMatchObject({ reason: 'gone' })
        const both = await Promise.all([relay.append(first), relay.append(second, { behind: first.id })])
        expect(both).toMatchObject([{ position: 1 }, { position: 2 }])
        // A repetition is answered whatever it says.
        expect(await relay.append(second, { behind: elsewhere.id })).toMatchObject({ position: 2, duplicate: true })
      })
    })

    describe('read', () => {
      test('gives pages from any position, and says where the subject ends', async () => {
        const subject = channel()
        const sent = Array.from({ length: 25 }, () => envelope(subject, { body: bytes(20) }))
        await Promise.all(sent.map((one) => relay.append(one)))
        const positions = ({ records, last }: RelayPage): unknown => [records.map(({ position }) => position), last]
        expect(positions(await other.read(subject, 0, 3))).toEqual([[1, 2, 3], 25])
        expect(positions(await other.read(subject, 22, 1000))).toEqual([[23, 24, 25], 25])
        expect(positions(await other.read(subject, 25, 1))).toEqual([[], 25])
        expect(positions(await other.read(subject, 99, 1))).toEqual([[], 25])
        expect(positions(await other.read(channel(), 0, 1))).toEqual([[], 0])
      })

      test('ends a page of large bodies early, and never without a record', async () => {
        const subject = channel()
        const sent = Array.from({ length: 6 }, () => envelope(subject, { body: bytes(ENVELOPE_LIMIT_BYTES) }))
        await Promise.all(sent.map((one) => relay.append(one)))
        const { records, last } = await relay.read(subject, 0, 1000)
        expect(records.map(({ position }) => position)).toEqual([1, 2, 3, 4])
        expect(records.reduce((sum, { body }) => sum + body.length, 0)).toBe(PAGE_BYTES)
        expect(last).toBe(6)
        expect((await readAll(relay, subject)).map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6])
      })

      test('refuses what cannot be meant', async () => {
        const subject = channel()
        const wrong: [string, number, number][] = [[subject, 0, 0], [subject, 0, 1001], [subject, -1, 1], [subject, 0.5, 1], [subject, 0, 1.5], ['elsewhere', 0, 1]]
        for (const [of, after, limit] of wrong) expect(await refusalOf(relay.read(of as Subject, after, limit))).toMatchObject({ reason: 'invalid' })
      })
    })

    describe('subscribe', () => {
      test('brings what is there and what comes, in order, each once, while others append', async () => {
        const subjects = [channel(), channel()] as const
        const foreign = channel()
        const send = (count: number, by: Relay): Promise<unknown> => Promise.all(Array.from({ length: count }, (_, index) => by.append(envelope(index % 5 === 0 ? foreign : (subjects[index % 2] ?? foreign), { body: bytes(20) }))))
        await send(700, relay)
        const seen = follow(other, { [subjects[0]]: 0, [subjects[1]]: 100 })
        await Promise.all([send(200, relay), send(200, other)])
        const [all, rest] = [await readAll(relay, subjects[0]), (await readAll(relay, subjects[1])).slice(100)]
        await expect.poll(() => seen.records.length).toBe(all.length + rest.length)
        expect(seen.of(subjects[0])).toEqual(all.map(plain))
        expect(seen.of(subjects[1])).toEqual(rest.map(plain))
        expect(seen.ended).toEqual([])
        seen.stop()
      })

      test('waits for a slow follower, and calls it once at a time', async () => {
        const subject = channel()
        const gates: (() => void)[] = []
        const seen: number[] = []
        const stop = relay.subscribe(
          { [subject]: 0 },
          async ({ position }) => {
            seen.push(position)
            await new Promise<void>((resolve) => gates.push(resolve))
          },
          () => undefined,
        )
        const sent = Array.from({ length: 300 }, () => envelope(subject, { body: bytes(5000) }))
        await Promise.all(sent.map((one) => other.append(one)))
        for (let count = 1; count <= 300; count += 1) {
          await expect.poll(() => gates.length, { interval: 1 }).toBe(count)
          expect(seen).toHaveLength(count)
          gates[count - 1]?.()
        }
        expect(seen).toEqual(sent.map((_, index) => index + 1))
        stop()
      })

      test('lets a follower append and read while it is waited for', async () => {
        const [from, to] = [channel(), channel()]
        const lasts: number[] = []
        const stop = relay.subscribe(
          { [from]: 0 },
          async () => {
            await relay.append(envelope(to))
            lasts.push((await relay.read(to, 0, 1)).last)
          },
          () => undefined,
        )
        for (let count = 0; count < 5; count += 1) await other.append(envelope(from))
        await expect.poll(() => lasts).toEqual([1, 2, 3, 4, 5])
        stop()
      })

      test('says nothing more once it was ended, not even about its end', async () => {
        const subject = channel()
        await relay.append(envelope(subject))
        const early = follow(relay, { [subject]: 0 })
        early.stop()
        const seen = follow(relay, { [subject]: 0 })
        await expect.poll(() => seen.records.length).toBe(1)
        seen.stop()
        const witness = follow(relay, { [subject]: 0 })
        await relay.append(envelope(subject))
        await expect.poll(() => witness.records.length).toBe(2)
        await relay.close()
        await expect.poll(() => witness.ended).toEqual([undefined])
        expect([seen.records.length, seen.ended, early.records.length, early.ended]).toEqual([1, [], 0, []])
      })

      test('ends with a conflict when the relay knows less than was seen', async () => {
        const subject = channel()
        await relay.append(envelope(subject))
        const seen = follow(relay, { [channel()]: 0, [subject]: 2 })
        await expect.poll(() => seen.ended).toEqual([expect.objectContaining({ reason: 'conflict', last: 1 })])
        expect(seen.records).toEqual([])
      })

      test('ends at once when it cannot be meant', async () => {
        for (const from of [{ elsewhere: 0 }, { [channel()]: -1 }]) {
          const seen = follow(relay, from as Record<Subject, number>)
          expect(seen.ended).toEqual([])
          await expect.poll(() => seen.ended).toEqual([expect.objectContaining({ reason: 'invalid' })])
        }
      })
    })

    describe('redaction', () => {
      test('drops the body of an older record and nothing else, and is a record itself', async () => {
        const subject = channel()
        const [kept, secret] = [envelope(subject), envelope(subject, { kind: 'plain' })]
        await relay.append(kept)
        const place = await relay.append(secret)
        const seen = follow(other, { [subject]: 2 })
        const redaction = envelope(subject, { redacts: secret.id })
        expect(await other.append(redaction)).toMatchObject({ position: 3 })
        const { records } = await relay.read(subject, 0, 10)
        expect(records.map(contentOf)).toEqual([kept, { ...secret, body: new Uint8Array() }, redaction])
        expect(records.map(({ redacted }) => redacted)).toEqual([false, true, false])
        await expect.poll(() => seen.records.map(contentOf)).toEqual([redaction])
        seen.stop()
        // The first try of the message may be repeated after that: it is still the same one.
        expect(await relay.append(secret)).toEqual({ ...place, duplicate: true })
        expect(await refusalOf(relay.append({ ...secret, body: new Uint8Array() }))).toMatchObject({ reason: 'changed' })
        expect(await relay.append(redaction)).toMatchObject({ position: 3, duplicate: true })
        expect(await relay.append(envelope(subject, { redacts: secret.id }))).toMatchObject({ position: 4 })
        expect((await relay.read(subject, 1, 1)).records[0]).toMatchObject({ redacted: true, body: new Uint8Array() })
      })

      test('drops several at once, or none of them', async () => {
        const subject = channel()
        const [post, edit, third] = [envelope(subject, { kind: 'plain' }), envelope(subject), envelope(subject)]
        for (const one of [post, edit, third]) await relay.append(one)
        expect(await refusalOf(other.append(envelope(subject, { redacts: [post.id, crypto.randomUUID()].join(',') })))).toMatchObject({ reason: 'invalid' })
        const redaction = envelope(subject, { redacts: [post.id, edit.id].join(',') })
        expect(await other.append(redaction)).toMatchObject({ position: 4, duplicate: false })
        expect(await contents(subject)).toEqual([{ ...post, body: new Uint8Array() }, { ...edit, body: new Uint8Array() }, third, redaction])
      })

      test('is refused for what is not there, not here, or needed by those who come later', async () => {
        const [here, there, keys] = [channel(), channel(), group()]
        const [message, handshake] = [envelope(there), envelope(keys, { kind: 'handshake' })]
        const fact = envelope(here, { kind: 'fact' })
        for (const one of [message, handshake, fact]) await relay.append(one)
        const wrong = [envelope(here, { redacts: message.id }), envelope(here, { redacts: crypto.randomUUID() }), envelope(keys, { redacts: handshake.id }), envelope(here, { redacts: fact.id }), envelope(there, { kind: 'fact', redacts: message.id })]
        for (const one of wrong) expect(await refusalOf(relay.append(one))).toMatchObject({ reason: 'invalid' })
        expect((await Promise.all([here, there, keys].map((subject) => contents(subject)))).flat()).toEqual([fact, message, handshake])
      })
    })

    test('looks the same from everywhere, whatever was done to it', async () => {
      const subjects = [channel(), channel(), group()] as const
      const model = new Map<Subject, Envelope[]>()
      const sent: Envelope[] = []
      const random = seeded(7)
      const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
      for (let step = 0; step < 400; step += 1) {
        const side = random() < 0.5 ? relay : other
        const subject = pick(subjects)
        const list = model.get(subject) ?? []
        const dice = random()
        const target = pick(list.length ? list : [undefined])
        if (dice < 0.1 && sent.length > 0) {
          expect(await side.append(pick(sent), { expectLast: 12345 })).toMatchObject({ duplicate: true })
          continue
        }
        const expectLast = dice < 0.4 ? list.length + (random() < 0.3 ? 1 : 0) : undefined
        const one = envelope(subject, { body: bytes(Math.floor(random() * 50)), ...(dice > 0.8 && target ? { redacts: target.id } : {}) })
        const end = await side.append(one, { expectLast }).catch((error: RelayRefused) => error.reason)
        if (expectLast !== undefined && expectLast !== list.length) {
          expect(end).toBe('conflict')
          continue
        }
        expect(end).toMatchObject({ position: list.length + 1 })
        sent.push(one)
        model.set(subject, [...list.map((old) => (old.id === one.redacts ? { ...old, body: new Uint8Array() } : old)), one])
      }
      for (const subject of subjects) {
        expect(await contents(subject)).toEqual(model.get(subject))
        expect(await readAll(other, subject)).toEqual(await readAll(relay, subject))
      }
    })

    describe('close', () => {
      test('ends what follows without an error, and refuses later calls', async () => {
        const subject = channel()
        const pending = relay.append(envelope(subject))
        const seen = follow(relay, { [subject]: 0 })
        await pending
        await Promise.all([relay.close(), relay.close()])
        await expect.poll(() => seen.ended).toEqual([undefined])
        expect(await refusalOf(relay.append(envelope(subject)))).toMatchObject({ reason: 'gone' })
        expect(await refusalOf(relay.read(subject, 0, 1))).toMatchObject({ reason: 'gone' })
        const late = follow(relay, { [subject]: 0 })
        await expect.poll(() => late.ended).toEqual([expect.objectContaining({ reason: 'gone' })])
      })

      test('loses nothing, and an interrupted caller may repeat', async () => {
        if (!opened.restart) return
        const subject = channel()
        const sent = Array.from({ length: 20 }, () => envelope(subject))
        for (const one of sent) await relay.append(one)
        const again = await opened.restart()
        expect(await contents(subject, again)).toEqual(sent)
        expect(await again.append(sent[4] ?? envelope(subject))).toMatchObject({ position: 5, duplicate: true })
        expect(await again.append(envelope(subject), { expectLast: 20 })).toMatchObject({ position: 21 })
      })
    })
  })
}

export async function readAll(relay: Relay, subject: Subject): Promise<RelayRecord[]> {
  const records: RelayRecord[] = []
  for (;;) {
    const page = await relay.read(subject, records.length, 1000)
    records.push(...page.records.map(plain))
    if (records.length >= page.last) return records
    if (page.records.length === 0) throw new Error('A page before the end is empty.')
  }
}

/** Collects what a subscription brings. */
export function follow(relay: Relay, from: Readonly<Partial<Record<Subject, number>>>) {
  const records: RelayRecord[] = []
  const ended: (RelayRefused | undefined)[] = []
  const stop = relay.subscribe(from, (record) => void records.push(plain(record)), (error) => void ended.push(error))
  return { records, ended, stop, of: (subject: Subject) => records.filter((record) => record.subject === subject) }
}

export async function refusalOf(call: Promise<unknown>): Promise<unknown> {
  const end = await call.then(
    (value) => ({ resolved: value }),
    (error: unknown) => error,
  )
  await nextTurn()
  return end
}

/** The same bytes compare as the same, in whatever kind of array they come. */
const plain = (record: RelayRecord): RelayRecord => ({ ...record, ...contentOf(record) })

/** Numbers from 0 to 1, the same each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
