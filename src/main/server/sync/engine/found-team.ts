/** Begins a team: this device's keys, the workspace's root key, and the certificate of its door. */
import type { ChangeOf } from '#shared/contract/change.ts'
import type { DeviceId } from '#shared/contract/ids.ts'
import { packCertificate } from '../groups/member.ts'
import { admitFounder } from '../ledger/admission.ts'
import { createDeviceIdentity, exportDeviceIdentity } from '../sealing/device-identity.ts'
import { createSigningKey } from '../sealing/signing-keys.ts'
import { ownCertificate, pinOfCertificate } from './host-team.ts'
import type { SyncStore } from './sync-store.ts'
import { keepFacts, toText } from './team-keys.ts'

export interface Founding {
  readonly device: DeviceId
  readonly deviceName: string
  readonly person: string
  readonly username: string
  readonly displayName: string
  readonly workspaceId: string
}

/** @returns what is to be said of its founder */
export async function foundTeam(store: SyncStore, masterKey: Uint8Array, { workspaceId, person, device, ...newcomer }: Founding): Promise<ChangeOf<'device.admitted'>['body']> {
  const identity = createDeviceIdentity(device)
  const root = createSigningKey()
  const certificate = await ownCertificate(store, Date.now())
  const admission = admitFounder(root, { ...newcomer, device, person, signingKey: identity.signingKey })
  store.together(() => {
    store.keepSecret('device', exportDeviceIdentity(identity, masterKey))
    store.keepSecret('root', root.exportSeed())
    store.keepSecret('device-certificate', packCertificate(admission.certificate))
    keepFacts(store, { mode: 'host', workspaceId, root: toText(root.publicKey.bytes), pin: toText(pinOfCertificate(certificate)), addresses: [], port: null, isFounder: true })
  })
  return admission.body
}
