/** Walks the history links backwards, from a key that this device has to those of the epochs before it came. */
import { sameBytes } from './fields.ts'
import { nameKey } from './group-info.ts'
import { readHandshake } from './handshake.ts'
import { readBase } from './judge.ts'
import { openLink, readLink } from './link.ts'
import type { Leaves } from './mls-group.ts'
import type { Session } from './session.ts'

const PAGE = 100

/** What records claim of an epoch. Several may, when somebody sent garbage; the key's name tells which of them is right. */
interface Claim {
  readonly keyName: Uint8Array
  readonly leaves: Leaves
  readonly link: Uint8Array
}

/** @returns the epochs whose keys are still missing, newest first; all before the joining one when history is closed to newcomers */
export async function recoverKeys(session: Session): Promise<bigint[]> {
  const { saved, options } = session
  if (!saved.place || options.history === 'from-join' || missing(session).length === 0) return missing(session)
  const links = await readAllLinks(session)
  const claims = new Map<bigint, Claim[]>()
  let end = saved.position
  while (end > 0 && missing(session).length > 0) {
    const start = Math.max(0, end - PAGE)
    await readClaims(session, { start, end }, claims)
    walk(session, claims, links)
    end = start
  }
  return missing(session)
}

/** Epochs up to the current one without a key. */
function missing({ saved }: Session): bigint[] {
  const epochs: bigint[] = []
  for (let epoch = saved.place?.state.groupContext.epoch ?? -1n; epoch >= 0n; epoch -= 1n) if (!saved.keys.has(epoch)) epochs.push(epoch)
  return epochs
}

/** One step down from each known key, as long as there are steps. */
function walk({ saved, options }: Session, claims: ReadonlyMap<bigint, readonly Claim[]>, links: ReadonlyMap<bigint, readonly Uint8Array[]>): void {
  for (let epoch = saved.place?.state.groupContext.epoch ?? 0n; epoch > 0n; epoch -= 1n) {
    const key = saved.keys.get(epoch)
    if (!key) continue
    const name = nameKey(key)
    const claim = claims.get(epoch)?.find(({ keyName }) => sameBytes(keyName, name))
    if (claim && !saved.rosters.at(epoch)) saved.rosters.note(epoch, claim.leaves)
    if (saved.keys.has(epoch - 1n)) continue
    const older = claims.get(epoch - 1n) ?? []
    for (const sealed of [...(claim ? [claim.link] : []), ...(links.get(epoch) ?? [])]) {
      const found = openLink({ group: options.group, epoch }, key, sealed)?.key
      const foundName = found && nameKey(found)
      if (!foundName || !older.some(({ keyName }) => sameBytes(keyName, foundName))) continue
      saved.keys.set(epoch - 1n, found)
      break
    }
  }
}

async function readClaims({ options, court, handshakes }: Session, { start, end }: { start: number; end: number }, claims: Map<bigint, Claim[]>): Promise<void> {
  for (let at = start; at < end; ) {
    const { records } = await options.relay.read(handshakes, at, end - at)
    for (const record of records) {
      // By old facts, old signers belonged; who read them belongs to the facts as well.
      const base = await readBase(court, record)
      if (!base) continue
      const { epoch } = base.info.groupContext
      claims.set(epoch, [...(claims.get(epoch) ?? []), { keyName: base.claims.keyName, leaves: base.leaves, link: readHandshake(record)?.link ?? new Uint8Array() }])
    }
    at = records.at(-1)?.position ?? end
  }
}

async function readAllLinks({ options, links }: Session): Promise<Map<bigint, Uint8Array[]>> {
  const all = new Map<bigint, Uint8Array[]>()
  for (let at = 0; ; ) {
    const page = await options.relay.read(links, at, 1000)
    for (const record of page.records) {
      const link = readLink(record.body)
      if (link) all.set(link.epoch, [...(all.get(link.epoch) ?? []), link.sealed])
    }
    at = page.records.at(-1)?.position ?? page.last
    if (at >= page.last) return all
  }
}
