/** A workspace of signed facts for tests: a founder, people with devices, and a log that anything can be put into. */
import { randomUUID } from 'node:crypto'
import type { Change, ChangeKind, ChangeOf } from '#shared/contract/change.ts'
import type { RelayRecord } from '#shared/contract/envelope.ts'
import type { DeviceId } from '#shared/contract/ids.ts'
import type { Role } from '#shared/contract/person.ts'
import { admitByInvite, admitFounder, type Admission } from '#server/sync/ledger/admission.ts'
import { createInvite, type InviteOptions } from '#server/sync/ledger/create-invite.ts'
import { createLedger, type Ledger } from '#server/sync/ledger/ledger.ts'
import { createSigningKey, type SigningKey } from '#server/sync/sealing/signing-keys.ts'
import { signEnvelope } from '#server/sync/sealing/sign-envelope.ts'

export interface Peer {
  readonly device: string
  readonly person: string
  readonly username: string
  readonly key: SigningKey
  readonly admission: Admission
}

export interface Entry {
  readonly record: RelayRecord
  readonly change: Change | undefined
}

export const newId = <T>(): T => randomUUID() as T

/** What a device signs; whatever a test wants it to sign. */
export function fact<K extends ChangeKind>(by: Pick<Peer, 'device' | 'key'>, kind: K, body: ChangeOf<K>['body'], scope: string = 'workspace', at = 0): Entry {
  const change = { id: newId(), scope, kind, authorDevice: by.device as DeviceId, at, body } as unknown as Change
  const bytes = new TextEncoder().encode(JSON.stringify(change))
  const envelope = signEnvelope({ id: change.id, subject: 'workspace', kind: 'fact', device: by.device, body: bytes }, by.key)
  return { record: { ...envelope, position: 0, at, redacted: false }, change }
}

export interface Workspace {
  readonly root: SigningKey
  readonly workspaceId: string
  readonly ledger: Ledger
  readonly log: Entry[]
  readonly founder: Peer
  /** The relay's clock, ms. */
  now: number
  /** @returns why it does not count. */
  put(entry: Entry): string | undefined
  say<K extends ChangeKind>(by: Pick<Peer, 'device' | 'key'>, kind: K, body: ChangeOf<K>['body'], scope?: string): string | undefined
  invite(by: Peer, terms?: Partial<InviteOptions>): { readonly seed: Uint8Array; readonly id: string; readonly refused: string | undefined }
  /** A new device that comes with an invite of the founder's. */
  join(username: string, role?: Exclude<Role, 'owner'>): Peer
  newcomer(seed: Uint8Array, username: string): Peer
  channel(by: Peer, type: 'public' | 'private' | 'direct' | 'group', members?: readonly Peer[]): string
  /** Another ledger that has taken the same log. */
  replay(log?: readonly Entry[], workspaceId?: string): Ledger
}

/** @param past what the founder's device tells of the time before it was admitted. */
export function makeWorkspace(past: (founder: Pick<Peer, 'device' | 'key' | 'person'>, workspaceId: string) => readonly Entry[] = tellPast): Workspace {
  const root = createSigningKey()
  const workspaceId = newId<string>()
  const ledger = createLedger({ root: root.publicKey.bytes, workspaceId })
  const identity = { device: newId<string>(), person: newId<string>(), key: createSigningKey() }
  const admission = admitFounder(root, { device: identity.device, deviceName: 'ada-laptop', signingKey: identity.key, username: 'ada', displayName: 'Ada', person: identity.person })
  const founder: Peer = { ...identity, username: 'ada', admission }

  const workspace: Workspace = {
    root,
    workspaceId,
    ledger,
    log: [],
    founder,
    now: 1_800_000_000_000,
    put(entry) {
      const placed = { ...entry, record: { ...entry.record, position: ledger.position + 1, at: workspace.now } }
      workspace.log.push(placed)
      return ledger.take(placed.record, placed.change).at(-1)?.reason
    },
    say: (by, kind, body, scope) => workspace.put(fact(by, kind, body, scope)),
    invite(by, terms = {}) {
      const id = newId<string>()
      const { seed, body } = createInvite(root.publicKey.bytes, by.key, { inviteId: id, role: 'member', expiresAt: null, uses: 1, person: null, label: '', createdBy: by.person, ...terms })
      return { seed, id, refused: workspace.say(by, 'invite.created', body) }
    },
    newcomer(seed, username) {
      const [device, key] = [newId<string>(), createSigningKey()]
      const made = admitByInvite(ledger, seed, { device, deviceName: `${username}-laptop`, signingKey: key, username, displayName: username }, { newPerson: newId(), at: workspace.now })
      return { device, key, username, person: made.body.personId, admission: made }
    },
    join(username, role = 'member') {
      const peer = workspace.newcomer(workspace.invite(founder, { role }).seed, username)
      const refused = workspace.say(peer, 'device.admitted', peer.admission.body)
      if (refused !== undefined) throw new Error(refused)
      return peer
    },
    channel(by, type, members = []) {
      const id = newId<string>()
      const refused = [workspace.say(by, 'channel.created', { name: 'room', displayName: '', purpose: '', type, createdBy: by.person as never }, id)]
      for (const { person } of [by, ...members]) refused.push(workspace.say(by, 'member.joined', { personId: person as never }, id))
      const reason = refused.find((one) => one !== undefined)
      if (reason !== undefined) throw new Error(reason)
      return id
    },
    replay(log = workspace.log, id = workspaceId) {
      const other = createLedger({ root: root.publicKey.bytes, workspaceId: id })
      for (const { record, change } of log) other.take(record, change)
      return other
    },
  }
  for (const entry of past(identity, workspaceId)) workspace.put(entry)
  const refused = workspace.say(founder, 'device.admitted', admission.body)
  if (refused !== undefined) throw new Error(refused)
  return workspace
}

function tellPast(founder: Pick<Peer, 'device' | 'key' | 'person'>, workspaceId: string): readonly Entry[] {
  return [
    fact(founder, 'workspace.defined', { workspaceId: workspaceId as never, name: 'Harbour' }),
    fact(founder, 'person.defined', { personId: founder.person as never, username: 'ada', displayName: 'Ada', role: 'owner' }),
  ]
}

/** All that a ledger says, as text, to be compared with another's. */
export function tell(ledger: Ledger): string {
  const positions = [...Array(ledger.position + 1).keys()]
  const view = (position?: number) => ({
    devices: ledger.devices(position),
    people: ledger.devices().map(({ id, person }) => [ledger.peopleOf(id, position), ledger.person(person, position)]),
    channels: ledger.channels(position).map((channel) => [channel, ledger.membersOf(channel.id, position)]),
    invites: ledger.invites(position),
  })
  return JSON.stringify([Buffer.from(ledger.mark().digest).toString('hex'), view(), positions.map(view)], (_key, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value))
}
