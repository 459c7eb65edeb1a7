/** What a workspace's facts say: who is who, who belongs where and who may do what, as of every place in the log. Pure: the same log gives the same answers everywhere. */
import type { Change } from '#shared/contract/change.ts'
import type { RelayRecord } from '#shared/contract/envelope.ts'
import type { ChannelType } from '#shared/contract/channel.ts'
import type { Role } from '#shared/contract/person.ts'
import type { FactsMark } from '../groups/rules.ts'

export interface LedgerOptions {
  /** The workspace's root key, Ed25519, 32 bytes. */
  readonly root: Uint8Array
  readonly workspaceId: string
}

/** What became of a record, for good: `reason` says in words why everybody skips it, undefined lets it count. */
export interface Verdict {
  readonly record: RelayRecord
  readonly change: Change | undefined
  readonly reason: string | undefined
}

export interface Ledger extends LedgerOptions {
  /** The last record taken, and the digest of all up to there. */
  mark(): FactsMark
  /** Of all records up to `position`, whether they count or not; undefined beyond the last. */
  digestAt(position: number): Uint8Array | undefined
  /** Whether the founder's device is admitted: until then nothing is decided. */
  isFounded(): boolean
  /**
   * Why this would be skipped if it came next; undefined when it would count. `change` is what `parseFact` makes of it. Before the
   * founding everything is let pass. Changes nothing; never throws, whatever comes.
   */
  judge(record: RelayRecord, change: Change | undefined): string | undefined
  /**
   * Takes the next record of the subject `workspace`.
   * @param isChecked its signatures were checked before, in an earlier run on this very file: they are not again.
   * @returns what is decided by it, in the order of the log: none before the founder's device is admitted, then all at once, then one each.
   * @throws RangeError when it is not the next one
   */
  take(record: RelayRecord, change: Change | undefined, isChecked?: boolean): readonly Verdict[]

  // All below: as of `position` (that record included); as of the last record when it is left out.
  /** Also those removed. */
  device(id: string, position?: number): LedgerDevice | undefined
  devices(position?: number): readonly LedgerDevice[]
  person(id: string, position?: number): LedgerPerson | undefined
  /** Whom a device may speak for: its own person, and on the founder's device also those that have no device. Empty once it is removed. */
  peopleOf(device: string, position?: number): readonly string[]
  channel(id: string, position?: number): LedgerChannel | undefined
  isMember(channel: string, person: string, position?: number): boolean
  membersOf(channel: string, position?: number): readonly string[]
  invites(position?: number): readonly LedgerInvite[]
  /** The device that a hook or subscription lives on; undefined when there is none. */
  homeOf(hookOrSubscription: string, position?: number): string | undefined
}

export interface LedgerDevice {
  readonly id: string
  readonly person: string
  /** Ed25519, 32 bytes. */
  readonly key: Uint8Array
  readonly isFounder: boolean
  readonly name: string
  /** Positions in the log. */
  readonly admitted: number
  readonly removed: number | undefined
  /** Whose word it came with: a key of the same person (a further device), an invite's, the root key. Safety numbers leave out the first kind. */
  readonly issuer: 'root' | 'device' | 'invite'
}

export interface LedgerPerson {
  readonly id: string
  readonly username: string
  readonly role: Role
  readonly isRemoved: boolean
}

export interface LedgerChannel {
  readonly id: string
  readonly type: ChannelType
  readonly creator: string
  readonly isArchived: boolean
}

export interface LedgerInvite {
  readonly id: string
  /** Ed25519, 32 bytes. */
  readonly key: Uint8Array
  readonly role: Role
  /** ms since epoch by the relay's clock; null: never. */
  readonly expiresAt: number | null
  readonly uses: number
  readonly used: number
  readonly person: string | null
  readonly by: { readonly person: string; readonly device: string }
  readonly isRevoked: boolean
  /** By the inviting device over key and terms (`groups/member.ts`): a joiner puts it into its certificate. */
  readonly signature: Uint8Array
}

export declare function createLedger(options: LedgerOptions): Ledger
