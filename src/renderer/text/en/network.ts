/** What is wrong with who reaches the listener, and the ways by which tools can. */
import { networkNotices } from '#shared/core/network-notices.ts'

export const network = {
  notice: networkNotices,
  note: {
    untrusted: '{{header}} ({{address}} is no trusted proxy)',
    unclear: '{{header}} (it names no address where the trusted proxies end)',
    differ: 'X-Forwarded-For and Forwarded (they differ: let the proxy remove the one that it does not write)',
  },
  base: {
    choose: 'Address for',
    begins: 'Addresses begin with',
    copy: 'Copy the beginning',
    trust: '{{tool}} has to trust the certificate of this computer first.',
    here: 'This computer',
    network: 'The network',
    public: 'Everybody',
    hereNote: 'For programs of this computer.',
    networkNote: 'For other computers of your network. They have to trust the certificate; the line for curl does.',
    networkNoteGiven: 'For other computers of your network.',
    publicNote: 'For whoever reaches the public address.',
  },
} as const
