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

/** @returns the newest epoch whose key is missing; with a history closed to newcomers, the one before its joining */
export async function recoverKeys(session: Session): Promise<bigint | undefined> {
  const { saved, options } = session
  if (saved.place && options.history === 'full' && saved.sureFrom > 0n) {
    const links = await readAllLinks(session)
    const claims = new Map<bigint, Claim[]>()
    let end = saved.position
    while (end > 0 && saved.sureFrom > 0n) {
      const start = Math.max(0, end - PAGE)
      await readClaims(session, { start, end }, claims)
      await walk(session, claims, links)
      end = start
    }
  }
  return saved.sureFrom > 0n ? saved.sureFrom - 1n : undefined
}

/** Steps down from the oldest sure key, as long as there are steps. */
async function walk(session: Session, claims: Claims, links: ReadonlyMap<bigint, readonly Uint8Array[]>): Promise<void> {
  const { saved, options, court } = session
  while (saved.sureFrom > 0n) {
    const epoch = saved.sureFrom
    const key = saved.keys.get(epoch)
    if (!key) return
    const link = findClaim(claims, epoch, key)?.link
    const opened = [...(link ? [link] : []), ...(links.get(epoch) ?? [])].map((sealed) => openLink({ group: options.group, epoch }, key, sealed)?.key)
    // A link says which key is the older one, a record whose it was; both must agree.
    const [older, claim] = opened.map((found) => [found, found && findClaim(claims, epoch - 1n, found)] as const).find(([, found]) => found) ?? []
    if (!older || !claim || !(await areCertified(court, claim.base.info))) return
    const held = saved.keys.get(epoch - 1n)
    const run = held && sameBytes(held, older) ? saved.runs.find(({ from, to }) => from < epoch && epoch - 1n <= to) : undefined
    saved.keys.set(epoch - 1n, older)
    saved.rosters.note(epoch - 1n, claim.base.leaves)
    saved.sureFrom = run ? run.from : epoch - 1n
  }
  saved.runs = []
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
