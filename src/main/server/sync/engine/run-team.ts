/** The team on this device: opens its keys, reaches or runs the relay, and starts the engine. Runs on the sync thread. */
import { v7 } from 'uuid'
import type { ChangeOf, SealedContent } from '#shared/contract/change.ts'
import type { DeviceId } from '#shared/contract/ids.ts'
import { AppError } from '#shared/contract/errors.ts'
import { packCertificate, unpackCertificate } from '../groups/member.ts'
import { admitFounder } from '../ledger/admission.ts'
import { createInvite, type InviteOptions } from '../ledger/create-invite.ts'
import { createDoor } from '../ledger/door.ts'
import type { Author } from '../ledger/why-not.ts'
import type { Relay } from '../relay.ts'
import { createDeviceIdentity, exportDeviceIdentity, importDeviceIdentity, type DeviceIdentity } from '../sealing/device-identity.ts'
import { parseHostAddress, type HostAddress } from '../sealing/host-address.ts'
import { buildInviteLink } from '../sealing/invite-link.ts'
import { buildQrMatrix } from '../sealing/qr-matrix.ts'
import { buildFingerprint, buildSafetyNumber, groupDigits } from '../sealing/safety-number.ts'
import { createSigningKey } from '../sealing/signing-keys.ts'
import { connectRelay, type RemoteRelay } from '../transports/connect-relay.ts'
import type { Gateway } from '../transports/gateway.ts'
import type { LinkState } from '../transports/keep-link.ts'
import { createRemoteFiles, type RemoteFiles } from '../transports/remote-files.ts'
import type { SealedFiles } from '../transports/sealed-files.ts'
import { explainListenError } from '../explain-listen-error.ts'
import type { Home } from './home.ts'
import { nearFiles, openDoor, openOwnFiles, openOwnRelay, ownCertificate, pinOfCertificate } from './host-team.ts'
import { startEngine, type Engine } from './start-engine.ts'
import { createTeamFiles, type TeamFiles } from './team-files.ts'
import { syncPath } from '../sync-file.ts'
import { openSyncStore, type SyncStore } from './sync-store.ts'

/** What a device keeps of its team, besides its keys. */
export interface TeamFacts {
  readonly mode: 'host' | 'member'
  readonly workspaceId: string
  /** base64url. */
  readonly root: string
  readonly pin: string
  /** Where the host is reached, as people write it. */
  readonly addresses: readonly string[]
  /** Of the host's door; null while it is shut. */
  readonly port: number | null
  /** Whether this device had the workspace before it had a team. */
  readonly isFounder: boolean
}

export interface Founding {
  readonly device: DeviceId
  readonly deviceName: string
  readonly person: string
  readonly username: string
  readonly displayName: string
  readonly workspaceId: string
}

export interface SafetyHere {
  readonly digits: string
  readonly qr: boolean[][]
  /** ms since epoch; null for not yet. */
  readonly verifiedAt: number | null
  /** Whether the keys are others than those that were verified. */
  readonly isChanged: boolean
}

/** Everything that the server's thread asks of the sync thread. */
export interface Team {
  /** Makes this device's keys and the workspace's root key. @returns what is to be said of its founder */
  found(founding: Founding): Promise<ChangeOf<'device.admitted'>['body']>
  /** Opens the door to others, or moves it. @returns why it cannot, for people; null when it is open */
  open(addresses: readonly string[], port: number): Promise<string | null>
  shut(): Promise<void>
  /** There is something new to send. */
  wake(): void
  /** Looks for the host at once. */
  reconnect(): void
  caughtUp(): Promise<void>
  /** Resolves when all that this device knew when it ended is with the server again. */
  replayed(): Promise<void>
  /** @throws AppError `unavailable` while nobody could follow the link */
  invite(options: InviteOptions, workspaceName: string): { readonly body: ChangeOf<'invite.created'>['body']; readonly link: string; readonly qr: boolean[][] }
  /** How often each invite was used, by its id. */
  uses(): Readonly<Record<string, number>>
  /** Brings what another device attached. @throws AppError `unavailable` */
  fetchFile(sha256: string, sealed: SealedContent): Promise<void>
  /** What two people compare, and what the one here has said of it. */
  safety(person: string, other: string): SafetyHere
  /** The two people have compared it; or not after all. */
  verify(person: string, other: string, at: number | null): SafetyHere
  stop(): Promise<void>
}

export interface TeamOptions {
  readonly dataFolder: string
  readonly masterKey: Uint8Array
  /** Whether this device is part of a team already. */
  readonly isTeam: boolean
  readonly home: Home
  readonly findAuthor: (subject: string, id: string) => Promise<Author | undefined>
}

/** @throws AppError `unavailable` when the keys are locked or of a newer program */
export async function runTeam({ dataFolder, masterKey, isTeam, home, findAuthor }: TeamOptions): Promise<Team> {
  const store = openSyncStore(syncPath(dataFolder), masterKey)
  let [engine, gateway, relay]: [Engine | undefined, Gateway | undefined, Relay | undefined] = [undefined, undefined, undefined]
  let doorProblem: string | null = null
  let [files, ownFiles, remoteFiles]: [TeamFiles | undefined, SealedFiles | undefined, RemoteFiles | undefined] = [undefined, undefined, undefined]
  if (isTeam) await begin()

  async function begin(): Promise<void> {
    const team = requireFacts(store)
    const identity = openIdentity(store, masterKey)
    if (team.mode === 'host') {
      relay = await openOwnRelay(dataFolder)
      ownFiles = await openOwnFiles(dataFolder)
      files = createTeamFiles(dataFolder, nearFiles(ownFiles))
    } else {
      const far = reach(team, identity, home)
      relay = far
      remoteFiles = createRemoteFiles({ addresses: hostsOf(team), pin: fromText(team.pin), token: () => far.token() })
      files = createTeamFiles(dataFolder, remoteFiles)
    }
    const own = { certificate: unpackCertificate(requireSecret(store, 'device-certificate')), signingKey: identity.signingKey }
    engine = await startEngine({ own, workspace: team.workspaceId, root: fromText(team.root), relay, store, home, files, newId: v7, publishes: team.isFounder && store.text('published') === undefined, onPublished: () => store.keepText('published', '1'), onRemoved: (devices) => devices.forEach((one) => gateway?.drop(one, 'This device was removed from the workspace. What it has stays readable on it.')) })
    home.tell({ mode: team.mode, addresses: [...team.addresses], fingerprint: groupDigits(buildFingerprint(fromText(team.root))).join(' ') })
    if (team.mode === 'host' && team.port !== null) await openFor(team.port)
  }

  async function openFor(port: number): Promise<void> {
    const { ledger, readFacts: catchUp } = engine!
    await gateway?.close()
    gateway = undefined
    try {
      const door = createDoor({ ledger, now: Date.now, catchUp, findAuthor })
      gateway = await openDoor({ relay: relay!, certificate: await ownCertificate(store, Date.now()), port, ...door, files: ownFiles, onDevices: () => home.tellDevices(online()) })
      home.tellDoor(gateway.port)
      home.tell({ link: 'connected', problem: null })
      home.tellDevices(online())
      doorProblem = null
      if (gateway.port !== port) store.keepText('team', JSON.stringify({ ...requireFacts(store), port: gateway.port } satisfies TeamFacts))
    } catch (error) {
      doorProblem = explainListenError(error, port)
      home.tell({ link: 'offline', problem: doorProblem })
    }
  }

  const online = (): string[] => [engine!.device, ...(gateway?.devices() ?? []).map(({ device }) => device)]

  function safety(person: string, other: string): SafetyHere {
    const keysOf = (id: string) => ({ person: id, keys: engine!.ledger.devices().filter((one) => one.person === id && one.issuer !== 'device' && one.removed === undefined).map(({ key }) => key) })
    const number = buildSafetyNumber(fromText(requireFacts(store).root), keysOf(person), keysOf(other))
    const digits = groupDigits(number.digits).join(' ')
    const kept = store.text(`verified/${other}`) || 'null'
    const verified = JSON.parse(kept) as { at: number; digits: string } | null
    return { digits, qr: buildQrMatrix(number.link), verifiedAt: verified?.at ?? null, isChanged: verified !== null && verified.digits !== digits }
  }

  return {
    async found({ workspaceId, person, device, ...newcomer }) {
      const identity = createDeviceIdentity(device)
      const root = createSigningKey()
      const certificate = await ownCertificate(store, Date.now())
      const admission = admitFounder(root, { ...newcomer, device, person, signingKey: identity.signingKey })
      const made: TeamFacts = { mode: 'host', workspaceId, root: toText(root.publicKey.bytes), pin: toText(pinOfCertificate(certificate)), addresses: [], port: null, isFounder: true }
      store.together(() => {
        store.keepSecret('device', exportDeviceIdentity(identity, masterKey))
        store.keepSecret('root', root.exportSeed())
        store.keepSecret('device-certificate', packCertificate(admission.certificate))
        store.keepText('team', JSON.stringify(made))
      })
      return admission.body
    },
    async open(addresses, port) {
      store.keepText('team', JSON.stringify({ ...requireFacts(store), addresses, port } satisfies TeamFacts))
      if (engine) await openFor(port)
      else await begin()
      home.tell({ addresses: [...addresses] })
      return doorProblem
    },
    async shut() {
      store.keepText('team', JSON.stringify({ ...requireFacts(store), port: null } satisfies TeamFacts))
      await gateway?.close()
      gateway = undefined
      home.tellDoor(undefined)
      home.tell({ link: 'offline', problem: null })
    },
    wake: () => engine?.wake(),
    reconnect: () => (relay as Partial<RemoteRelay> | undefined)?.wake?.(),
    caughtUp: async () => engine?.caughtUp(),
    replayed: async () => engine?.replayed,
    invite(options, workspaceName) {
      const team = requireFacts(store)
      const hosts = hostsOf(team)
      if (hosts.length === 0) throw new AppError('unavailable', 'Nobody could follow an invite yet: say first where this workspace is reached, under “Let others join”.')
      const { seed, body } = createInvite(fromText(team.root), openIdentity(store, masterKey).signingKey, options)
      const link = buildInviteLink({ workspaceName, hosts, pin: fromText(team.pin), rootKey: fromText(team.root), seed, expiresAt: options.expiresAt ?? undefined })
      return { body, link, qr: buildQrMatrix(link) }
    },
    async fetchFile(sha256, sealed) {
      if (!files) throw new AppError('unavailable', 'The content of this file is not on this device.')
      await files.fetch(sha256, sealed)
    },
    uses: () => Object.fromEntries((engine?.ledger.invites() ?? []).map(({ id, used }) => [id, used])),
    safety,
    verify(person, other, at) {
      store.keepText(`verified/${other}`, at === null ? '' : JSON.stringify({ at, digits: safety(person, other).digits }))
      return safety(person, other)
    },
    async stop() {
      const door = gateway
      gateway = undefined
      await door?.close()
      engine?.stop()
      await remoteFiles?.close()
      await relay?.close()
      await engine?.ended()
      store.close()
    },
  }
}

function reach({ addresses, pin }: TeamFacts, { device, signingKey }: DeviceIdentity, home: Home): RemoteRelay {
  return connectRelay({
    device,
    publicKey: signingKey.publicKey.bytes,
    sign: (bytes) => signingKey.sign(bytes),
    addresses: hostsOf({ addresses }),
    pin: fromText(pin),
    // What is said waits until the host is there, however long that is.
    timings: { patienceMs: 2 ** 31 - 1 },
    onState: (state) => home.tell(describeLink(state)),
    onDevices: (devices) => home.tellDevices(devices),
  })
}

function describeLink(state: LinkState): Parameters<Home['tell']>[0] {
  if (state.status === 'connected') return { link: 'connected', problem: null }
  if (state.status === 'refused') return { link: 'refused', problem: state.message }
  if (state.status === 'waiting') return { link: 'offline', problem: state.message }
  return { link: state.status === 'closed' ? 'offline' : 'connecting' }
}

const hostsOf = ({ addresses }: Pick<TeamFacts, 'addresses'>): HostAddress[] => addresses.map(parseHostAddress).filter((host): host is HostAddress => host !== undefined)

export const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
export const fromText = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'))

export function readFacts(store: Pick<SyncStore, 'text'>): TeamFacts | undefined {
  const text = store.text('team')
  return text === undefined ? undefined : (JSON.parse(text) as TeamFacts)
}

function requireFacts(store: SyncStore): TeamFacts {
  const facts = readFacts(store)
  if (!facts) throw new AppError('unavailable', 'This workspace is on this device alone.')
  return facts
}

function requireSecret(store: SyncStore, name: string): Uint8Array {
  const secret = store.secret(name)
  if (!secret) throw new Error(`sync.db lacks ${name}`)
  return secret
}

function openIdentity(store: SyncStore, masterKey: Uint8Array): DeviceIdentity {
  const identity = importDeviceIdentity(requireSecret(store, 'device'), masterKey)
  if (typeof identity === 'string') throw new AppError('unavailable', `The key of this device cannot be read (${identity}).`)
  return identity
}
