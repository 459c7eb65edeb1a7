/** What an invite link says of itself, for somebody who thinks about following it. Nothing of it is proven. */
import { formatHostAddress } from '../sealing/host-address.ts'
import { parseInviteLink } from '../sealing/invite-link.ts'
import { buildFingerprint, groupDigits } from '../sealing/safety-number.ts'

/** @throws AppError `invalid`, saying what is wrong with the link */
export function inspectInvite(link: string): { workspaceName: string; addresses: string[]; fingerprint: string; expiresAt: number | null } {
  const { workspaceName, hosts, rootKey, expiresAt } = parseInviteLink(link)
  return { workspaceName, addresses: hosts.map(formatHostAddress), fingerprint: groupDigits(buildFingerprint(rootKey)).join(' '), expiresAt: expiresAt ?? null }
}
