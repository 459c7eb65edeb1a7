/** Makes and takes back the links with which others, or another device of one's own, join. */
import type { ChangeOf } from '#shared/contract/change.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { InviteId, PersonId } from '#shared/contract/ids.ts'
import type { Role } from '#shared/contract/person.ts'
import type { Invite } from '#shared/contract/team.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { getInvite, type StoredInvite } from '../../store/devices.ts'
import { isInvitePending } from '../../store/pending.ts'
import { getPerson } from '../../store/people.ts'
import { getWorkspace } from '../../store/workspace.ts'
import { requireMay, requirePerson } from '../require.ts'

export interface InviteTerms {
  readonly role: Exclude<Role, 'owner'>
  readonly expiresAt: number | null
  readonly uses: number
  readonly personId: PersonId | null
  readonly label: string
}

/** What keeps the keys; undefined while the workspace is on this device alone. */
export interface Inviter {
  invite(
    options: { readonly inviteId: InviteId; readonly role: InviteTerms['role']; readonly expiresAt: number | null; readonly uses: number; readonly person: string | null; readonly label: string; readonly createdBy: string },
    workspaceName: string,
  ): Promise<{ readonly body: ChangeOf<'invite.created'>['body']; readonly link: string; readonly qr: boolean[][] }>
}

export interface Made {
  readonly invite: Invite
  /** Shown once: it holds the key. */
  readonly link: string
  readonly qr: boolean[][]
}

/** @throws AppError `forbidden`, `invalid` when it expires in the past, `unavailable` where nobody could follow it */
export async function createInvite(ctx: Context, actor: Actor, inviter: Inviter | undefined, terms: InviteTerms): Promise<Made> {
  requireMay(ctx.reader, actor, 'workspace.change', {}, 'Only owners and admins can invite people.')
  if (terms.expiresAt !== null && (terms.expiresAt <= ctx.now() || terms.expiresAt % 1000 !== 0)) throw new AppError('invalid', 'Choose a time in the future, in whole seconds.', 'expiresAt')
  return make(ctx, actor, inviter, terms)
}

/** For another device of one's own: everybody may, for a day, once. */
export function addOwnDevice(ctx: Context, actor: Actor, inviter: Inviter | undefined): Promise<Made> {
  const { id, role } = requirePerson(ctx.reader, actor)
  const expiresAt = Math.ceil((ctx.now() + 24 * 3_600_000) / 1000) * 1000
  return make(ctx, actor, inviter, { role: role === 'owner' ? 'admin' : role, expiresAt, uses: 1, personId: id, label: '' })
}

async function make(ctx: Context, actor: Actor, inviter: Inviter | undefined, { personId, ...terms }: InviteTerms): Promise<Made> {
  if (!inviter) throw new AppError('unavailable', 'Nobody could follow an invite yet: let others join first (Settings → Team, or "hookline host").')
  const id = ctx.newId<InviteId>()
  if (personId !== null) getPerson(ctx.reader, personId)
  const { body, link, qr } = await inviter.invite({ ...terms, inviteId: id, person: personId, createdBy: actor.personId }, getWorkspace(ctx.reader).name)
  const invite = await ctx.write((tx) => {
    commit(ctx, tx, { scope: 'workspace', kind: 'invite.created', body })
    tx.emit({ name: 'invites.changed', data: {} }, 'managers')
    return { ...getInvite(tx, id), used: 0 }
  })
  await waitForPlace(ctx, id)
  return { invite, link, qr }
}

/** A link that is followed at once must be known to the host; on the host itself that takes milliseconds. */
const PATIENCE_MS = 5000
const LOOK_MS = 20

async function waitForPlace(ctx: Context, id: InviteId): Promise<void> {
  const until = performance.now() + PATIENCE_MS
  while (isInvitePending(ctx.reader, id) && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
}

/** @throws AppError `forbidden`, `not_found` */
export function revokeInvite(ctx: Context, actor: Actor, id: InviteId): Promise<StoredInvite> {
  return ctx.write((tx) => {
    const invite = getInvite(tx, id)
    if (invite.createdBy !== actor.personId) requireMay(tx, actor, 'workspace.change', {}, 'Only owners and admins can take back the invites of others.')
    if (invite.revokedAt === null) commit(ctx, tx, { scope: 'workspace', kind: 'invite.revoked', body: { inviteId: id } })
    tx.emit({ name: 'invites.changed', data: {} }, 'managers')
    return getInvite(tx, id)
  })
}
