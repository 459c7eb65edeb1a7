/** The ways by which tools reach an address: from this computer, from its network, from everywhere. Pure. */
import type { ListenerStatus } from '#shared/contract/listener.ts'

export type BaseKind = 'here' | 'network' | 'public'

export interface AddressBase {
  readonly kind: BaseKind
  /** What stands before the path, without a slash at the end. */
  readonly url: string
  /** SHA-256 of the certificate's key in base64, where tools do not trust that by themselves. */
  readonly pin?: string
}

/** Those that lead here now; the first is always there. */
export function listBases({ url, lan, publicUrl }: Pick<ListenerStatus, 'url' | 'lan' | 'publicUrl'>): AddressBase[] {
  const [lanUrl] = lan.urls
  const pin = lan.certificate?.kind === 'own' ? { pin: lan.certificate.pin } : {}
  return [{ kind: 'here', url }, ...(lanUrl === undefined ? [] : [{ kind: 'network' as const, url: lanUrl, ...pin }]), ...(publicUrl === null ? [] : [{ kind: 'public' as const, url: publicUrl }])]
}
