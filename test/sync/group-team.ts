/** A workspace for tests of groups: a root key, checked facts about devices and admins, and devices that join over one relay. */
import { createHash, randomUUID } from 'node:crypto'
import { certifyDevice, certifyInvite, sameMember, type Certificate, type Issuer, type Member } from '../../src/main/server/sync/groups/member.ts'
import { memberOf, type OwnDevice } from '../../src/main/server/sync/groups/mls-group.ts'
import { openGroup } from '../../src/main/server/sync/groups/open-group.ts'
import type { EpochKeys, Skipped } from '../../src/main/server/sync/groups/epoch-keys.ts'
import type { FactsMark, Rules } from '../../src/main/server/sync/groups/rules.ts'
import type { GroupOptions } from '../../src/main/server/sync/groups/session.ts'
import { createSigningKey, type SigningKey } from '../../src/main/server/sync/sealing/signing-keys.ts'
import { memoryRelay, type MemoryRelay } from './memory-relay.ts'

/** Something that all devices have checked: a device that came (by a certificate, at a time), one gone, a key of an admin's device. */
export type Fact = { readonly came: Member; readonly at: number } | { readonly gone: string } | { readonly admin: Uint8Array }

export interface TestDevice {
  readonly name: string
  readonly own: OwnDevice
  readonly keys: EpochKeys
  readonly skipped: Skipped[]
  /** What was kept last, as after a crash. */
  kept: Uint8Array | undefined
  /** The same device after its program ended, from what was kept last or from `from`. */
  restart(from?: Uint8Array): TestDevice
}

export interface Team {
  readonly relay: MemoryRelay
  readonly group: string
  readonly root: SigningKey
  readonly facts: Fact[]
  readonly rules: Rules
  founder(name?: string): TestDevice
  invited(name: string, terms?: { by?: SigningKey; expiresAt?: number; options?: Partial<GroupOptions> }): TestDevice
  device(name: string, certificate: Certificate, signingKey: SigningKey, options?: Partial<GroupOptions>): TestDevice
  /** Says as a fact that it came; whether that counts is up to its certificate. */
  admit(device: TestDevice): void
  remove(device: TestDevice): void
}

export function makeTeam(defaults: Partial<GroupOptions> = {}): Team {
  const relay = memoryRelay()
  const root = createSigningKey()
  const facts: Fact[] = []
  const group = randomUUID()

  const open = (name: string, own: OwnDevice, options: Partial<GroupOptions>, packed?: Uint8Array): TestDevice => {
    const device = { name, own, skipped: [] as Skipped[], kept: packed } as { -readonly [K in keyof TestDevice]: TestDevice[K] }
    device.keys = openGroup(
      {
        group,
        root: root.publicKey.bytes,
        own,
        relay,
        rules: makeRules(facts, root.publicKey.bytes),
        history: 'full',
        keep: async (state) => void (device.kept = state),
        onSkip: (skipped) => device.skipped.push(skipped),
        newId: randomUUID,
        pause: async () => undefined,
        random: () => 0.5,
        ...defaults,
        ...options,
      },
      packed,
    )
    device.restart = (from = device.kept) => open(name, own, options, from)
    return device
  }
  const come = (device: TestDevice) => {
    team.admit(device)
    return device
  }
  const team: Team = {
    relay,
    group,
    root,
    facts,
    rules: makeRules(facts, root.publicKey.bytes),
    device: (name, certificate, signingKey, options = {}) => open(name, { certificate, signingKey }, options),
    founder(name = 'founder') {
      const signingKey = createSigningKey()
      return come(team.device(name, certificateFor(root.publicKey.bytes, signingKey, { kind: 'root' }, root), signingKey))
    },
    invited(name, { by = root, expiresAt = 0, options = {} } = {}) {
      const signingKey = createSigningKey()
      return come(team.device(name, inviteCertificate(root.publicKey.bytes, signingKey, by, expiresAt), signingKey, options))
    },
    admit: (device) => void facts.push({ came: memberOf(device.own), at: relay.now }),
    remove: (device) => void facts.push({ gone: device.own.certificate.device }),
  }
  return team
}

export function inviteCertificate(root: Uint8Array, signingKey: SigningKey, by: SigningKey, expiresAt = 0): Certificate {
  const invite = createSigningKey()
  const terms = { by: by.publicKey.bytes, role: 'member', expiresAt }
  const certificate = certificateFor(root, signingKey, { kind: 'invite', key: invite.publicKey.bytes, terms }, invite)
  return { ...certificate, inviteSignature: certifyInvite(root, invite.publicKey.bytes, terms, by) }
}

export function certificateFor(root: Uint8Array, signingKey: SigningKey, issuer: Issuer, by: SigningKey, ids: { person: string; device: string } = { person: randomUUID(), device: randomUUID() }): Certificate {
  return { ...ids, issuer, signature: certifyDevice(root, { ...ids, key: signingKey.publicKey.bytes }, issuer, by) }
}

/** Brings everybody up to date, and again, so that what one answers reaches the others. */
export async function syncAll(devices: readonly TestDevice[]): Promise<void> {
  for (let round = 0; round < 2; round += 1) for (const { keys } of devices) await keys.sync()
}

export const isKey = (key: unknown): key is Uint8Array => key instanceof Uint8Array

/** As text, so that failures can be read. */
export const hex = (bytes: Uint8Array | string | undefined): string | undefined => (bytes instanceof Uint8Array ? Buffer.from(bytes).toString('hex') : bytes)

function makeRules(facts: readonly Fact[], root: Uint8Array): Rules {
  const upTo = (position: number) => facts.slice(0, position)
  const markAt = (position: number): FactsMark => ({ position, digest: chain(upTo(position)) })
  const belongs = (member: Member, position: number) => admitted(upTo(position), root).some((other) => sameMember(other, member))
  return {
    newest: async () => markAt(facts.length),
    knows: async (mark) => mark.position <= facts.length && Buffer.compare(markAt(mark.position).digest, mark.digest) === 0,
    mayCreate: (member, position) => belongs(member, position),
    belongs,
  }
}

/** Who belongs after these facts: the root and admins may invite, in time; a device is known by one key. */
function admitted(facts: readonly Fact[], root: Uint8Array): readonly Member[] {
  let members: readonly Member[] = []
  const admins = [root]
  for (const fact of facts) {
    if ('admin' in fact) admins.push(fact.admin)
    else if ('gone' in fact) members = members.filter(({ device }) => device !== fact.gone)
    else if (isAdmitted(fact.came, fact.at, admins) && !members.some(({ device }) => device === fact.came.device)) members = [...members, fact.came]
  }
  return members
}

function isAdmitted({ issuer }: Member, at: number, admins: readonly Uint8Array[]): boolean {
  if (issuer.kind !== 'invite') return issuer.kind === 'root'
  return admins.some((admin) => Buffer.compare(admin, issuer.terms.by) === 0) && (issuer.terms.expiresAt === 0 || at < issuer.terms.expiresAt)
}

function chain(facts: readonly Fact[]): Uint8Array {
  return facts.reduce<Uint8Array>((digest, fact) => createHash('sha256').update(digest).update(JSON.stringify(fact)).digest(), new Uint8Array(32))
}

export const isSame = (one: TestDevice, other: TestDevice): boolean => sameMember(memberOf(one.own), memberOf(other.own))
