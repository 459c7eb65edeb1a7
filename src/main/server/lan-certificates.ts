/** Makes the certificate of the hook listener as that of a hosting device is made, and keeps its key under the device's. */
import type { CertificateMaker } from './listener/lan/lan-certificate.ts'

const PLACE = 'listener/certificate'

/** Nothing of it is loaded before the network is first let in. */
export function createCertificateMaker(masterKey: () => Promise<Uint8Array>): CertificateMaker {
  const atRest = () => import('./sync/sealing/at-rest.ts')
  return {
    make: async (now, names, privateKey) => (await import('./sync/transports/create-certificate.ts')).createCertificate(now, privateKey, names),
    seal: async (secret) => (await atRest()).sealAtRest(await masterKey(), PLACE, secret),
    open: async (sealed) => (await atRest()).openAtRest(await masterKey(), PLACE, sealed),
  }
}
