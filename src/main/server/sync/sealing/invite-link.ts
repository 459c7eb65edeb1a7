/** Invite links: everything that a device needs to find a workspace, to know that it is the right one, and to be let in. */
import { workspaceNameSchema } from '#shared/contract/workspace.ts'
import { AppError } from '#shared/contract/errors.ts'
import { formatHostAddress, parseHostAddress } from './host-address.ts'
import { concatBytes } from './concat-bytes.ts'
import { primitives } from './choose-primitives.ts'
import { KEY_BYTES } from './primitives.ts'
import { parsePublicKey } from './signing-keys.ts'
import type { HostAddress } from './host-address.ts'

export interface InviteLink {
  /** As the inviting person wrote it, to be shown before joining: only the workspace's root key proves who it is. */
  readonly workspaceName: string
  /** 1 to 8, tried in this order. */
  readonly hosts: readonly HostAddress[]
  /** SHA-256 of the relay's public key (SubjectPublicKeyInfo), 32 bytes. */
  readonly pin: Uint8Array
  /** The workspace's root public key, 32 bytes: what every member's chain of signatures must begin with. */
  readonly rootKey: Uint8Array
  /** The invite's own Ed25519 seed, 32 bytes: who has it may join. */
  readonly seed: Uint8Array
  /** ms since epoch, in whole seconds; undefined: never. Only shown: the relay's clock decides. */
  readonly expiresAt: number | undefined
}

const PREFIX = 'hookline://join#'
const FORMAT = 1
const CHECK_BYTES = 4
const TEXT_LIMIT_BYTES = 255
const HOSTS_LIMIT = 8
/** The last that a Date can hold (ECMAScript). */
const LAST_TIME = 8.64e15
const damaged = 'This invite link was damaged or cut off on its way. Copy it again, from hookline:// to its end.'

/**
 * Everything stands behind the #, which no browser sends. Bytes in base64url: format (1), root key (32), pin (32), seed (32), expiry (6, seconds, 0 for never), name
 * and number of hosts and each host behind a byte for its length, then four bytes of SHA-256 of all that.
 * In the name a space stands for what could not be shown safely.
 * @throws RangeError when a field is not as {@link InviteLink} says: that is a bug, people's input was checked before.
 */
export function buildInviteLink(invite: InviteLink): string {
  const workspaceName = invite.workspaceName.toWellFormed().replace(unprintables, ' ').trim() || 'Hookline'
  const problem = findProblem({ ...invite, workspaceName })
  if (problem !== undefined) throw new RangeError(`No invite link can be made: ${problem}.`)
  const { hosts, pin, rootKey, seed, expiresAt } = invite
  const texts = [workspaceName, ...hosts.map(formatHostAddress)].map((text) => Buffer.from(text, 'utf8'))
  const [name = Buffer.alloc(0), ...addresses] = texts.map((text) => concatBytes(Uint8Array.of(text.length), text))
  const expiry = Buffer.alloc(6)
  expiry.writeUIntBE((expiresAt ?? 0) / 1000, 0, 6)
  const payload = concatBytes(Uint8Array.of(FORMAT), rootKey, pin, seed, expiry, name, Uint8Array.of(hosts.length), ...addresses)
  return PREFIX + Buffer.from(concatBytes(payload, checksum(payload))).toString('base64url')
}

/**
 * @param rawText as pasted or as the system handed it over; line breaks and spaces that a mail program put in are ignored, nothing else is.
 * @throws AppError `invalid`, saying what is wrong and what to do.
 */
export function parseInviteLink(rawText: string): InviteLink {
  const [, code] = /^hookline:\/\/join\/?#(.*)$/i.exec(rawText.replace(/\s+/g, '')) ?? []
  if (code === undefined) throw new AppError('invalid', `This is no invite link: one begins with ${PREFIX}`, 'link')
  const bytes = Buffer.from(code, 'base64url')
  if (bytes.toString('base64url') !== code || bytes.length <= CHECK_BYTES) throw new AppError('invalid', damaged, 'link')
  const payload = bytes.subarray(0, -CHECK_BYTES)
  if (Buffer.compare(checksum(payload), bytes.subarray(-CHECK_BYTES)) !== 0) throw new AppError('invalid', damaged, 'link')
  if (payload[0] !== FORMAT) throw new AppError('invalid', 'This invite link was made by a newer Hookline. Update Hookline, then try again.', 'link')
  const invite = readPayload(payload)
  if (invite === undefined || findProblem(invite) !== undefined) throw new AppError('invalid', 'This invite link makes no sense. Ask for a new one.', 'link')
  return invite
}

/** @returns undefined when the lengths do not come out even. */
function readPayload(payload: Uint8Array): InviteLink | undefined {
  let at = 1
  const take = (length: number): Uint8Array => Uint8Array.from(payload.subarray(at, (at += length)))
  const takeText = (): string => Buffer.from(take(payload[at++] ?? 0)).toString('utf8')
  const [rootKey, pin, seed] = [take(KEY_BYTES), take(KEY_BYTES), take(KEY_BYTES)]
  const seconds = [...take(6)].reduce((sum, byte) => sum * 256 + byte, 0)
  const workspaceName = takeText()
  const hosts = Array.from({ length: payload[at++] ?? 0 }, takeText).map(readHost)
  if (at !== payload.length || hosts.includes(undefined)) return undefined
  return { workspaceName, hosts: hosts.filter((host) => host !== undefined), pin, rootKey, seed, expiresAt: seconds === 0 ? undefined : seconds * 1000 }
}

/** Only the one way to write it, and no longer than one byte can say. */
function readHost(text: string): HostAddress | undefined {
  const host = parseHostAddress(text)
  return host && formatHostAddress(host) === text && text.length <= TEXT_LIMIT_BYTES ? host : undefined
}

function findProblem({ workspaceName, hosts, pin, rootKey, seed, expiresAt }: InviteLink): string | undefined {
  const name = workspaceNameSchema.safeParse(workspaceName)
  if (!name.success || name.data !== workspaceName || !isPrintable(workspaceName)) return 'its workspace needs a name'
  if (hosts.length < 1 || hosts.length > HOSTS_LIMIT) return `it needs 1 to ${HOSTS_LIMIT} hosts`
  if (hosts.some((host) => readHost(formatHostAddress(host)) === undefined)) return 'a host is no address'
  if (pin.length !== KEY_BYTES || seed.length !== KEY_BYTES) return 'pin and seed have 32 bytes'
  if (parsePublicKey(rootKey) === undefined) return 'its root key is no key'
  const isTime = expiresAt === undefined || (expiresAt > 0 && expiresAt <= LAST_TIME && expiresAt % 1000 === 0)
  return isTime ? undefined : 'it expires at no whole second'
}

const unprintables = /[\p{Cc}\p{Zl}\p{Zp}\ufffd\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** A name from a link is shown before anything is proven: no line breaks, and nothing that turns the direction of what stands around it. */
function isPrintable(text: string): boolean {
  return text.isWellFormed() && text.search(unprintables) === -1
}

function checksum(payload: Uint8Array): Uint8Array {
  return primitives().digest.sha256(payload).subarray(0, CHECK_BYTES)
}
