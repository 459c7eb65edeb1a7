/** Follows the history links from the keys that this device has to those of the epochs before it came. */
import { sameBytes } from './fields.ts'
import { nameKey, readGroupInfo } from './group-info.ts'
import { readHandshake } from './handshake.ts'
import { openLink, readLink, type PackedLink } from './link.ts'
import { keyOf, type Session } from './session.ts'

const PAGE = 500

/**
 * @returns the epochs whose keys are still missing, newest first. Where a committer cheated, an epoch may have a key that nobody has; nothing
 * was sealed with it then.
 */
export async function recoverKeys(session: Session): Promise<bigint[]> {
  const { saved, options } = session
  if (saved.head && options.history === 'full' && missing(session).length > 0) {
    const links = await readLinks(session)
    for (const link of await readEmbedded(session)) links.push(link)
    const byNewer = Map.groupBy(links, ({ newer }) => newer)
    // From new to old: a link leads to an older epoch only.
    for (const newer of newestFirst(session)) for (const link of byNewer.get(newer) ?? []) follow(session, link)
  }
  return missing(session)
}

function follow({ saved, options }: Session, { newer, older, sealed }: PackedLink): void {
  const epoch = saved.epochs.get(older)
  const key = keyOf(saved, newer)
  if (!epoch || !key || older >= newer || saved.keys.has(epoch.trail)) return
  const found = openLink({ group: options.group, newer, older }, key, sealed)?.key
  // A link says what the older key is, its committer once said what it is called: both must agree.
  if (found && sameBytes(nameKey(found), epoch.keyName)) saved.keys.set(epoch.trail, found)
}

const newestFirst = ({ saved }: Session): bigint[] => [...saved.epochs.keys()].sort((one, other) => (one < other ? 1 : -1))

const missing = (session: Session): bigint[] => newestFirst(session).filter((epoch) => !keyOf(session.saved, epoch))

async function readLinks({ options, links }: Session): Promise<PackedLink[]> {
  const all: PackedLink[] = []
  for (let at = 0; ; ) {
    const page = await options.relay.read(links, at, PAGE)
    all.push(...page.records.flatMap(({ body }) => readLink(body) ?? []))
    at = page.records.at(-1)?.position ?? page.last
    if (at >= page.last) return all
  }
}

/** Members who commit put the link into the commit itself; whether the commit counted does not matter, its link opens or does not. */
async function readEmbedded({ options, handshakes, saved, court }: Session): Promise<PackedLink[]> {
  const all: PackedLink[] = []
  for (let at = 0; at < saved.position; ) {
    const { records } = await options.relay.read(handshakes, at, PAGE)
    for (const record of records) {
      const handshake = readHandshake(record)
      const newer = handshake && handshake.link.length > 0 ? readGroupInfo(court.group, handshake.groupInfo)?.info.groupContext.epoch : undefined
      if (handshake && newer !== undefined) all.push({ newer, older: newer - 1n, sealed: handshake.link })
    }
    at = records.at(-1)?.position ?? saved.position
  }
  return all
}
