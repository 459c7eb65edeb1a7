/** Joins a workspace with an invite link: finds its host, checks what it says, has this device admitted, and keeps what is needed to begin there. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type { Change, ChangeOf } from '#shared/contract/change.ts'
import type { Envelope, RelayRecord } from '#shared/contract/envelope.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { ChangeId } from '#shared/contract/ids.ts'
import { packCertificate } from '../groups/member.ts'
import { admitByInvite, type Admission } from '../ledger/admission.ts'
import { buildCredential } from '../ledger/credential.ts'
import { createLedger, type Ledger } from '../ledger/ledger.ts'
import { parseFact } from '../ledger/parse-fact.ts'
import { RelayRefused, type Relay } from '../relay.ts'
import { createDeviceIdentity, exportDeviceIdentity, type DeviceIdentity } from '../sealing/device-identity.ts'
import { formatHostAddress } from '../sealing/host-address.ts'
import { parseInviteLink, type InviteLink } from '../sealing/invite-link.ts'
import { signEnvelope } from '../sealing/sign-envelope.ts'
import { connectRelay } from '../transports/connect-relay.ts'
import type { LinkState } from '../transports/keep-link.ts'
import { packChange } from './change-bytes.ts'
import { toText, type TeamFacts } from './team-keys.ts'
import { joiningFolder } from '../sync-file.ts'
import { openSyncStore, type SyncStore } from './sync-store.ts'

export interface Joining {
  readonly link: string
  readonly username: string
  readonly displayName: string
  readonly deviceName: string
  /** What is kept goes into a folder of its own below it, until the next start takes it up. */
  readonly dataFolder: string
  readonly masterKey: Uint8Array
  readonly now: () => number
}

/** How long the host may take to be reached. */
const PATIENCE_MS = 15_000
const PAGE = 500

/** @throws AppError `invalid` (the link), `unavailable` (the host is not reached), `forbidden` (used up, expired, revoked), `conflict` with `field` "username" */
export async function joinTeam({ link, dataFolder, masterKey, now, ...who }: Joining): Promise<{ workspaceName: string }> {
  const invite = parseInviteLink(link)
  const identity = createDeviceIdentity()
  const { device, signingKey } = identity
  // Whether an invite holds is a matter of the host's clock; this device's may be wrong.
  let hostNow = now
  let problem = 'The host of this workspace is not reached. Is it running, and in the same network?'
  const relay = connectRelay({
    device,
    publicKey: signingKey.publicKey.bytes,
    sign: (bytes) => signingKey.sign(bytes),
    credential: () => buildCredential(invite.rootKey, invite.seed, device, signingKey.publicKey.bytes),
    addresses: invite.hosts,
    pin: invite.pin,
    timings: { patienceMs: PATIENCE_MS },
    onState(state: LinkState) {
      if ('message' in state) problem = state.message
      if (state.status === 'connected') hostNow = () => Date.now() + state.aheadMs
    },
  })
  try {
    const read = await readAll(relay, invite)
    const admission = admitByInvite(read.ledger, invite.seed, { ...who, device, signingKey }, { newPerson: v7(), at: hostNow() })
    const envelope = announce(admission, identity, now())
    await relay.append(envelope)
    await readOn(relay, read, envelope)
    keep(dataFolder, masterKey, { invite, identity, admission, read })
    return { workspaceName: read.name }
  } catch (error) {
    throw error instanceof RelayRefused ? explain(error, problem) : error
  } finally {
    await relay.close()
  }
}

interface ReadSoFar {
  readonly ledger: Ledger
  readonly records: RelayRecord[]
  readonly workspaceId: string
  readonly name: string
}

async function readAll(relay: Relay, { rootKey }: InviteLink): Promise<ReadSoFar> {
  const records: RelayRecord[] = []
  await readPages(relay, records, () => undefined)
  const defined = records.map(parseFact).find(isDefinition)
  if (!defined) throw new AppError('unavailable', 'The host has not made this workspace ready yet. Try again in a moment.')
  const ledger = createLedger({ root: rootKey, workspaceId: defined.body.workspaceId })
  const verdicts = records.flatMap((record) => ledger.take(record, parseFact(record)))
  if (!ledger.isFounded()) throw new AppError('forbidden', 'What this host shows is not the workspace of the invite. Do not join; ask who invited you.')
  const named = verdicts.filter(({ reason }) => reason === undefined).map(({ change }) => change).findLast(isDefinition) ?? defined
  return { ledger, records, workspaceId: defined.body.workspaceId, name: named.body.name }
}

/** The first says the workspace's id for good; the last that counts says its name. */
const isDefinition = (change: Change | undefined): change is ChangeOf<'workspace.defined'> => change?.kind === 'workspace.defined'

async function readPages(relay: Relay, records: RelayRecord[], onRecord: (record: RelayRecord) => void): Promise<void> {
  for (;;) {
    const page = await relay.read('workspace', records.length, PAGE)
    for (const record of page.records) {
      if (record.position !== records.length + 1) throw new AppError('unavailable', 'The host left out records. Do not join; ask who runs it.')
      records.push(record)
      onRecord(record)
    }
    if (records.length >= page.last || page.records.length === 0) return
  }
}

function announce({ body }: Admission, { device, signingKey }: DeviceIdentity, at: number): Envelope {
  const change: ChangeOf<'device.admitted'> = { id: v7() as ChangeId, scope: 'workspace', kind: 'device.admitted', authorDevice: device, at, body }
  return signEnvelope({ id: change.id, subject: 'workspace', kind: 'fact', device, body: packChange(change) }, signingKey)
}

/** Up to the own admission, which may not count: somebody may have been faster with the name, or with the last use of the invite. */
async function readOn(relay: Relay, { ledger, records }: ReadSoFar, { id }: Envelope): Promise<void> {
  let refusal: string | undefined
  await readPages(relay, records, (record) => {
    const verdicts = ledger.take(record, parseFact(record))
    refusal ??= verdicts.find((verdict) => verdict.record.id === id)?.reason
  })
  if (refusal !== undefined) throw new AppError('conflict', refusal)
}

interface Kept {
  readonly invite: InviteLink
  readonly identity: DeviceIdentity
  readonly admission: Admission
  readonly read: ReadSoFar
}

function keep(dataFolder: string, masterKey: Uint8Array, { invite, identity, admission, read }: Kept): void {
  const folder = joiningFolder(dataFolder)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const store: SyncStore = openSyncStore(join(folder, 'sync.db'), masterKey)
  const team: TeamFacts = { mode: 'member', workspaceId: read.workspaceId, root: toText(invite.rootKey), pin: toText(invite.pin), addresses: invite.hosts.map(formatHostAddress), port: null, isFounder: false }
  try {
    store.together(() => {
      store.keepSecret('device', exportDeviceIdentity(identity, masterKey))
      store.keepSecret('device-certificate', packCertificate(admission.certificate))
      for (const record of read.records) store.keepFact(record)
      store.keepText('device-id', identity.device)
      store.keepText('person-id', admission.body.personId)
      store.keepText('team', JSON.stringify(team))
    })
  } finally {
    store.close()
  }
  // Its presence says that all is there, its content where what was here goes.
  writeFileSync(join(folder, 'ready'), `before-joining-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`)
}

function explain({ reason, message }: RelayRefused, problem: string): AppError {
  return reason === 'gone' ? new AppError('unavailable', `${problem} If the host has another address by now, ask for a new link.`) : new AppError('forbidden', message)
}
