/** How an invite stands: decides its word and whether it can be revoked. */
import type { Invite } from '#shared/contract/team.ts'

export type InviteState = 'open' | 'used' | 'expired' | 'revoked'

export function inviteState({ revokedAt, expiresAt, used, uses }: Invite, now: number): InviteState {
  if (revokedAt !== null) return 'revoked'
  if (used >= uses) return 'used'
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'open'
}

/** Those that can still be used first, then the newest. */
export function sortInvites(invites: readonly Invite[], now: number): Invite[] {
  const rank = (invite: Invite): number => (inviteState(invite, now) === 'open' ? 0 : 1)
  return invites.toSorted((a, b) => rank(a) - rank(b) || b.createdAt - a.createdAt)
}
