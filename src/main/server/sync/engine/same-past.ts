/** A host may have been restored from an older backup: in each connection a member's device first makes sure that what it knows is still there, and takes and says nothing in another past. */
import { RelayRefused, type Relay } from '../relay.ts'
import { gapBytes } from './change-bytes.ts'
import type { Home, Known } from './home.ts'
import { subjectOf } from './place-of.ts'

export interface PastOptions {
  readonly relay: Relay
  readonly home: Pick<Home, 'lastKnown' | 'tell'>
}

export function tellSetBack(home: Pick<Home, 'tell'>, isSetBack: boolean): void {
  home.tell({ setBack: isSetBack, problem: isSetBack ? 'The host was set back to an older copy: it lacks what this device has. Ask who runs it; nothing here was changed.' : null })
}

const AT_ONCE = 32
/** Until the host has answered what was only asked to tell it, ms. */
const ASIDE_MS = 5000

/** A relay that is at hand is left as it is: its file is looked after where it lies. */
export function requireSamePast({ relay, home }: PastOptions): Relay {
  const linkNow = relay.link?.bind(relay)
  if (!linkNow) return relay
  let [same, other] = [Number.NaN, Number.NaN]
  let looking: Promise<number> | undefined

  async function look(): Promise<number> {
    for (;;) {
      const before = linkNow!()
      if (before === other) throw setBack()
      const differs = await findDifference(relay, await home.lastKnown())
      if (linkNow!() !== before) continue
      if (!differs) {
        if (!Number.isNaN(other)) tellSetBack(home, false)
        other = Number.NaN
        return (same = before)
      }
      other = before
      // So that who hosts hears of it, too: what follows from here is refused as a log that was set back.
      setTimeout(relay.subscribe({ [subjectOf(differs.log)]: differs.position }, () => undefined, () => undefined), ASIDE_MS).unref()
      tellSetBack(home, true)
      throw setBack()
    }
  }
  const require = (): Promise<number> => (looking ??= look().finally(() => (looking = undefined)))
  const isSame = (): boolean => same === linkNow()

  return {
    ...relay,
    // Only over the connection that was looked at: the next one may lead into another past.
    append: (envelope, options) => (isSame() ? relay.append(envelope, { ...options, link: options?.link ?? same }) : require().then((link) => relay.append(envelope, { ...options, link: options?.link ?? link }))),
    read: (subject, after, limit) => (isSame() ? relay.read(subject, after, limit) : require().then(() => relay.read(subject, after, limit))),
    subscribe: (from, onRecord, onEnd) => relay.subscribe(from, (record) => (isSame() ? onRecord(record) : require().then(() => onRecord(record))), onEnd),
  }
}

const setBack = (): RelayRefused => new RelayRefused('gone', 'The host was set back to an older copy. What is said waits.')

/** @throws RelayRefused `gone` */
async function findDifference(relay: Relay, known: readonly Known[]): Promise<Known | undefined> {
  for (let at = 0; at < known.length; at += AT_ONCE) {
    const some = known.slice(at, at + AT_ONCE)
    const same = await Promise.all(some.map((one) => isThere(relay, one)))
    const index = same.indexOf(false)
    if (index >= 0) return some[index]
  }
  return undefined
}

/** In a channel that one is not in any more one may not look; where a host mended its file, a gap stands for what was lost. */
async function isThere(relay: Relay, { log, position, id }: Known): Promise<boolean> {
  try {
    const { records: [record] } = await relay.read(subjectOf(log), position - 1, 1)
    return record !== undefined && (record.id === id || Buffer.compare(record.body, gapBytes) === 0)
  } catch (error) {
    if (error instanceof RelayRefused && error.reason === 'not_allowed') return true
    throw error
  }
}
