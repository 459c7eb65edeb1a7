/** What a hosting device runs for the others: the relay's file and the door to it. */
import { join } from 'node:path'
import { listRedacted } from '#shared/contract/envelope.ts'
import type { Relay } from '../relay.ts'
import type { RelayStore } from '../relay-store.ts'
import { parsePublicKey } from '../sealing/signing-keys.ts'
import { createCertificate, pinOfPem, type Certificate } from '../transports/create-certificate.ts'
import type { Doorkeeper } from '../transports/access.ts'
import { startGateway, type Gateway } from '../transports/gateway.ts'
import { FileRefused } from '../transports/remote-files.ts'
import { openSealedFiles, type SealedFiles } from '../transports/sealed-files.ts'
import type { FileHome } from './team-files.ts'
import type { Home } from './home.ts'
import type { SyncStore } from './sync-store.ts'

/** Its key is kept for good, so that the pin in invites holds. */
export async function ownCertificate(store: SyncStore, now: number): Promise<Certificate> {
  const kept = store.secret('certificate')
  if (kept) return JSON.parse(Buffer.from(kept).toString('utf8')) as Certificate
  const made = await createCertificate(now)
  store.keepSecret('certificate', Buffer.from(JSON.stringify(made), 'utf8'))
  return made
}

export const pinOfCertificate = ({ certificate }: Certificate): Uint8Array => pinOfPem(certificate)

/** One file, and all together: what a team of fifty fills in years, and what a disk bears. */
const FILE_LIMIT_BYTES = 2 * 1024 ** 3
const QUOTA_BYTES = 100 * 1024 ** 3

export const openOwnFiles = (dataFolder: string): Promise<SealedFiles> => openSealedFiles({ folder: join(dataFolder, 'relay-files'), limitBytes: FILE_LIMIT_BYTES, quotaBytes: QUOTA_BYTES })

/** The host's own files go the same way, without a socket. */
export function nearFiles(files: SealedFiles): FileHome {
  return {
    async upload({ sha256, sizeBytes, of }, read) {
      if ((await files.findSize(sha256)) !== undefined) return
      const problem = files.problemOf(sizeBytes) ?? (await files.take(sha256, sizeBytes, read(), of))
      if (problem !== undefined) throw new FileRefused(problem === 'wrong' ? 'broken' : problem, problem === 'full' ? 'The disk of the host is full.' : 'This file is too large for this workspace.')
    },
    async download({ sha256 }, take) {
      if ((await files.findSize(sha256)) === undefined) throw new FileRefused('missing', 'This file is not on the host.')
      for await (const piece of files.read(sha256)) await take(piece as Uint8Array)
    },
  }
}

/**
 * What a deleted message brought goes before whoever deleted it has an answer: cut off by a crash, they say it again. A file that the
 * disk does not let go of is no reason to refuse the deletion.
 */
export function dropWithFiles(relay: RelayStore, files: Pick<SealedFiles, 'drop'>, log: Home['log']): RelayStore {
  return {
    ...relay,
    async append(envelope, options) {
      const appended = await relay.append(envelope, options)
      for (const id of listRedacted(envelope.redacts)) {
        try {
          files.drop(id)
        } catch (error) {
          log('error', `The files of the deleted message ${id} stay on this disk: it does not let go of them.`, error)
        }
      }
      return appended
    },
  }
}

export interface Door {
  readonly files: SealedFiles | undefined
  readonly relay: Relay
  readonly certificate: Certificate
  readonly port: number
  readonly admit: Doorkeeper['admit']
  readonly onDevices: () => void
  /** Where it is reached. */
  readonly addresses: () => readonly string[]
  readonly onFailure: (error: unknown) => void
  /** A device has more than this relay. */
  readonly onSetBack: () => void
}

/** On all addresses of this computer. @throws an Error with `code` when it cannot listen there. */
export function openDoor({ relay, certificate, port, admit, files, onDevices, onFailure, onSetBack, addresses }: Door): Promise<Gateway> {
  const verify = (publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean => parsePublicKey(publicKey)?.verify(bytes, signature) === true
  return startGateway({ relay, certificate, host: '::', port, verify, admit, onDevices, onFailure, onSetBack, addresses, ...(files ? { files } : {}) })
}
