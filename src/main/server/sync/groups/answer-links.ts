/** Existing members answer who joined: the first one seals the older key under the new one, or says at least that it is there. */
import { hash } from 'node:crypto'
import type { RelayRecord } from '#shared/contract/envelope.ts'
import { RelayRefused } from '../relay.ts'
import { canonicalBytes } from '../sealing/canonical-bytes.ts'
import { signEnvelope } from '../sealing/sign-envelope.ts'
import type { SigningKey } from '../sealing/signing-keys.ts'
import { sameBytes } from './fields.ts'
import { GroupRefused } from './epoch-keys.ts'
import { nameKey } from './group-info.ts'
import { isSigned } from './judge.ts'
import { openLink, packLink, readLink, sealLink, type PackedLink } from './link.ts'
import { isCurrent, keyOf, type Session } from './session.ts'

const PAGE = 500

/**
 * Publishes what is missing, one link per epoch, whoever is first: later ones see it and stay silent. A newcomer cannot do it itself, since
 * it does not know the key of the epoch before it.
 */
export async function answerLinks(session: Session): Promise<void> {
  const { saved, options } = session
  if (!isCurrent(saved)) return
  await readLinks(session)
  for (const [newer, older] of [...saved.owed].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const [key, oldKey] = [keyOf(saved, newer), keyOf(saved, older)]
    if (!key || !oldKey) saved.owed.delete(newer)
    while (key && oldKey && saved.owed.has(newer)) {
      const sealed = sealLink({ group: options.group, newer, older }, key, options.history === 'full' ? oldKey : undefined)
      if (await appendLink(session, { newer, older, sealed }, key)) saved.owed.delete(newer)
      else await readLinks(session)
    }
  }
}

/** Reads on in the links: what others published is no longer owed, and an answer to this device's joining confirms it. */
async function readLinks(session: Session): Promise<void> {
  const { options, saved, links } = session
  for (;;) {
    const page = await options.relay.read(links, saved.linkPosition, PAGE)
    for (const record of page.records) {
      if (record.position !== saved.linkPosition + 1) throw new GroupRefused('gap', 'The host left out records of this group.')
      takeLink(session, record)
      saved.linkPosition = record.position
    }
    if (saved.linkPosition >= page.last || page.records.length === 0) return
  }
}

function takeLink({ options, saved }: Session, record: RelayRecord): void {
  const link = readLink(record.body)
  const key = link && keyOf(saved, link.newer)
  const opened = key && openLink({ group: options.group, ...link }, key, link.sealed)
  if (!opened) return
  const sender = saved.rosters.at(link.newer)?.find(({ device }) => device === record.device)
  if (!sender || !isSigned(record, sender.key)) return
  if (sender.device !== options.own.certificate.device && link.newer >= saved.joinedEpoch) saved.isConfirmed = true
  const older = keyOf(saved, link.older)
  // One that holds another key than the right one is as good as none.
  const isRight = options.history === 'from-join' || (older !== undefined && opened.key !== undefined && sameBytes(older, opened.key))
  if (isRight && saved.owed.get(link.newer) === link.older) saved.owed.delete(link.newer)
}

/** @returns false when another record came first */
async function appendLink({ options, saved, links }: Session, link: PackedLink, key: Uint8Array): Promise<boolean> {
  const { certificate: { device }, signingKey } = options.own
  const id = linkId([options.group, `${link.newer}`, `${link.older}`, Buffer.from(nameKey(key)).toString('hex'), device], signingKey)
  const envelope = signEnvelope({ id, subject: links, kind: 'link', device, body: packLink(link) }, options.own.signingKey)
  try {
    await options.relay.append(envelope, { expectLast: saved.linkPosition })
    return true
  } catch (error) {
    if (!(error instanceof RelayRefused)) throw error
    // The id is taken by an earlier try whose answer was lost.
    if (error.reason === 'changed') return true
    if (error.reason === 'conflict') return false
    throw error
  }
}

/**
 * The same for every try, so that a relay keeps one of each device (UUIDv8, RFC 9562 §5.8); another for a key of another past. It rests on a
 * signature, which is the same each time (RFC 8032): who could foresee the id would take it first, and the link would count as published.
 */
function linkId(parts: readonly string[], signingKey: SigningKey): string {
  const digest = hash('sha256', signingKey.sign(canonicalBytes('hookline/link-id/1', parts)), 'hex')
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`
}
