/** Walks the history links backwards, from a key that this device has to those of the epochs before it came. */
import { sameBytes } from './fields.ts'
import { nameKey } from './group-info.ts'
import { readHandshake } from './handshake.ts'
import { areCertified, readBase, type Base } from './judge.ts'
import { openLink, readLink } from './link.ts'
import type { Session } from './session.ts'

const PAGE = 100

/** What records claim of an epoch. Several may, when somebody sent garbage; the key's name tells which of them is right. */
interface Claim {
  readonly base: Base
  readonly link: Uint8Array
}

type Claims = ReadonlyMap<bigint, readonly Claim[]>

/** @returns the epochs whose keys are still missing, newest first; all before the joining one when history is closed to newcomers */
export async function recoverKeys(session: Session): Promise<bigint[]> {
  const { saved, options } = session
  if (!saved.place || options.history === 'from-join' || !isUnfinished(session)) return missing(session)
  const links = await readAllLinks(session)
  const claims = new Map<bigint, Claim[]>()
  let end = saved.position
  while (end > 0 && isUnfinished(session)) {
    const start = Math.max(0, end - PAGE)
    await readClaims(session, { start, end }, claims)
    await walk(session, claims, links)
    end = start
  }
  return missing(session)
}

/** The current epoch and those before it, newest first. */
function epochs({ saved }: Session): bigint[] {
  const newest = saved.place?.state.groupContext.epoch ?? -1n
  return Array.from({ length: Number(newest) + 1 }, (_, index) => newest - BigInt(index))
}

const missing = (session: Session): bigint[] => epochs(session).filter((epoch) => !session.saved.keys.has(epoch))

/** Both are needed to read: the key, and whose signatures count. */
const isUnfinished = (session: Session): boolean => epochs(session).some((epoch) => !session.saved.keys.has(epoch) || !session.saved.rosters.at(epoch))

/** One step down from each known key, as long as there are steps. */
async function walk(session: Session, claims: Claims, links: ReadonlyMap<bigint, readonly Uint8Array[]>): Promise<void> {
  const { saved, options, court } = session
  for (const epoch of epochs(session)) {
    const key = saved.keys.get(epoch)
    if (!key) continue
    const claim = findClaim(claims, epoch, key)
    if (claim && !saved.rosters.at(epoch) && (await areCertified(court, claim.base.info))) saved.rosters.note(epoch, claim.base.leaves)
    if (epoch === 0n || saved.keys.has(epoch - 1n)) continue
    const sealed = [...(claim ? [claim.link] : []), ...(links.get(epoch) ?? [])]
    const older = sealed.map((link) => openLink({ group: options.group, epoch }, key, link)?.key).find((found) => found && findClaim(claims, epoch - 1n, found))
    if (older) saved.keys.set(epoch - 1n, older)
  }
}

function findClaim(claims: Claims, epoch: bigint, key: Uint8Array): Claim | undefined {
  const name = nameKey(key)
  return claims.get(epoch)?.find(({ base }) => sameBytes(base.claims.keyName, name))
}

async function readClaims({ options, court, handshakes }: Session, { start, end }: { start: number; end: number }, claims: Map<bigint, Claim[]>): Promise<void> {
  for (let at = start; at < end; ) {
    const { records } = await options.relay.read(handshakes, at, end - at)
    for (const record of records) {
      const base = await readBase(court, record)
      if (!base) continue
      const { epoch } = base.info.groupContext
      claims.set(epoch, [...(claims.get(epoch) ?? []), { base, link: readHandshake(record)?.link ?? new Uint8Array() }])
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
