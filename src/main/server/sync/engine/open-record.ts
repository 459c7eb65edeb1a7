/** Reads one record of a channel, or a sealed one of the workspace: what it says, or in plain words why it says nothing (yet). */
import type { Change } from '#shared/contract/change.ts'
import type { RelayRecord, Subject } from '#shared/contract/envelope.ts'
import type { EpochKeys } from '../groups/epoch-keys.ts'
import { openEnvelope, type Keyring, type Refusal } from '../sealing/sealed-envelope.ts'
import { verifyEnvelope } from '../sealing/sign-envelope.ts'
import { parsePublicKey, type PublicKey } from '../sealing/signing-keys.ts'
import { unpackChange } from './change-bytes.ts'

export type Read =
  | { readonly change: Change; readonly sealed: boolean; readonly redacts?: string }
  | { readonly unopened: { readonly state: 'waiting' | 'before_joining' | 'refused'; readonly reason: string } }
  | { readonly skipped: string }
  | { readonly dropped: true; readonly sealed: boolean }
  | { readonly gap: true }

export interface OpenerOptions {
  readonly keys: (group: string) => EpochKeys
  /** Whose keys count in a subject. */
  readonly groupsOf: (subject: Subject) => readonly string[]
  /** Of one channel alone, given to a guest. */
  readonly handedKeys: (group: string, epoch: bigint, subject: Subject) => readonly Uint8Array[]
  /** Of a device that was ever admitted. */
  readonly deviceKey: (device: string) => Uint8Array | undefined
  /** When a device was removed, ms since epoch by the relay's clock; undefined while it is here. */
  readonly removedAt: (device: string) => number | undefined
}

/** An honest host lets nothing of a removed device in; what it took in the very moment may bear a later time than the removal. */
const MOMENT_MS = 60_000

const refusals: Readonly<Record<Refusal, string>> = {
  format: 'It is damaged, or was written by a newer Hookline.',
  group: 'It was sealed for another channel.',
  sender: 'Its sender was not a member then.',
  signature: 'It was not signed by the device that it names.',
  content: 'Its sender sealed it wrongly.',
}
/** The keys that a removed device held open nothing new, but would seal for those who have them, if the host let it. */
const removedByThen = 'Its sender had been removed from the workspace before.'

export function createOpener({ keys, groupsOf, handedKeys, deviceKey, removedAt }: OpenerOptions): (record: RelayRecord) => Read {
  const parsed = new Map<string, PublicKey | undefined>()
  /** Checking a key takes longer than checking a signature with it. */
  const parse = (bytes: Uint8Array): PublicKey | undefined => {
    const name = Buffer.from(bytes).toString('base64')
    if (!parsed.has(name)) parsed.set(name, parsePublicKey(bytes))
    return parsed.get(name)
  }
  const keyring: Keyring = {
    groupsOf,
    channelKeys: handedKeys,
    epochKey(group, epoch) {
      const key = keys(group).key(epoch)
      if (key instanceof Uint8Array) return key
      return key === 'before_joining' ? 'before_joining' : 'waiting'
    },
    publicKeyOf(device, group, epoch) {
      const member = keys(group).roster(epoch)?.find((one) => one.device === device)
      return member && parse(member.key)
    },
  }

  function readPlain(record: RelayRecord): Read {
    const bytes = deviceKey(record.device)
    const key = bytes && parse(bytes)
    if (!key || !verifyEnvelope(record, key)) return refuse(key ? refusals.signature : refusals.sender)
    return readChange(record, record.body, false)
  }

  return (record) => {
    if (record.redacted) return { dropped: true, sealed: record.kind === 'sealed' }
    const removed = removedAt(record.device)
    if (removed !== undefined && record.at > removed + MOMENT_MS) return refuse(removedByThen)
    if (record.kind === 'plain') return readPlain(record)
    if (record.kind !== 'sealed') return { skipped: `a ${record.kind} has no place here` }
    const opened = openEnvelope(record, keyring)
    if (opened.state === 'opened') return readChange(record, opened.content, true)
    if (opened.state === 'refused') return refuse(refusals[opened.why])
    const reason = opened.state === 'waiting' ? 'Its key comes when somebody who has it is online.' : 'It was written before this device came.'
    return { unopened: { state: opened.state, reason } }
  }
}

const refuse = (reason: string): Read => ({ unopened: { state: 'refused', reason } })

function readChange(record: RelayRecord, bytes: Uint8Array, sealed: boolean): Read {
  const change = unpackChange(record, bytes)
  if (change === 'gap') return { gap: true }
  if (!change) return refuse(refusals.format)
  const isHook = change.kind === 'message.repeated' || (change.kind === 'message.posted' && change.body.type === 'webhook')
  // What hooks post is plain and says so; nothing else may be.
  if (isHook === sealed) return refuse(sealed ? 'It claims to come from a webhook.' : 'It was not sealed.')
  return { change, sealed, ...(record.redacts === undefined ? {} : { redacts: record.redacts }) }
}
