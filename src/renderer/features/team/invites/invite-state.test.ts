import { expect, test } from 'vitest'
import type { Invite } from '#shared/contract/team.ts'
import { inviteState, sortInvites } from './invite-state.ts'

const invite = (id: string, more: Partial<Invite> = {}): Invite => ({ id, createdBy: 'p', createdAt: 1, role: 'member', expiresAt: null, uses: 1, used: 0, personId: null, label: '', revokedAt: null, ...more }) as Invite

test.each([
  ['open', {}],
  ['open', { uses: 3, used: 2, expiresAt: 11 }],
  ['used', { uses: 3, used: 3, expiresAt: 5 }],
  ['expired', { expiresAt: 10 }],
  ['revoked', { revokedAt: 4, used: 1, expiresAt: 5 }],
] as const)('%s: %j', (state, more) => expect(inviteState(invite('a', more), 10)).toBe(state))

test('what can be used comes first, each part newest first', () => {
  const all = [invite('old', { createdAt: 1 }), invite('revoked', { createdAt: 9, revokedAt: 9 }), invite('new', { createdAt: 5 }), invite('used', { createdAt: 3, used: 1 })]
  expect(sortInvites(all, 10).map(({ id }) => id)).toEqual(['new', 'old', 'revoked', 'used'])
})
