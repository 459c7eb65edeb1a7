/** Finds the record from which a device joins a group: the newest one that holds together. */
import type { Subject } from '#shared/contract/envelope.ts'
import type { Relay } from '../relay.ts'
import { readBase, type Base, type Court } from './judge.ts'

const PAGE = 16

export interface Tail {
  /** Position of the last record, whether it can be used or not: the next append expects it. */
  readonly last: number
  readonly base: Base | undefined
}

/** @param isGood passes over records that turned out to lead nowhere */
export async function findBase(court: Court, relay: Relay, subject: Subject, isGood: (base: Base) => boolean): Promise<Tail> {
  const { last } = await relay.read(subject, 0, 1)
  let end = last
  while (end > 0) {
    const start = Math.max(0, end - PAGE)
    const base = await newestBase(court, relay, subject, { start, end, isGood })
    if (base) return { last, base }
    end = start
  }
  return { last, base: undefined }
}

async function newestBase(court: Court, relay: Relay, subject: Subject, { start, end, isGood }: { start: number; end: number; isGood: (base: Base) => boolean }): Promise<Base | undefined> {
  const records = []
  // A page can be shorter than asked for when its bodies are large.
  for (let at = start; at < end; ) {
    const page = await relay.read(subject, at, end - at)
    const newest = page.records.at(-1)
    if (!newest) break
    records.push(...page.records)
    at = newest.position
  }
  for (const record of records.reverse()) {
    const base = await readBase(court, record)
    if (base && isGood(base)) return base
  }
  return undefined
}
