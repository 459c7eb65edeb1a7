/** Takes a device or a person out of the workspace, and names devices. */
import { AppError } from '#shared/contract/errors.ts'
import type { DeviceId } from '#shared/contract/ids.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import type { Tx } from '../../store/connection.ts'
import { getDevice, listInvites, type StoredDevice } from '../../store/devices.ts'
import { getPersonByUsername } from '../../store/people.ts'
import type { Said } from '../announce-change.ts'
import { announceState } from '../announce-state.ts'
import { notePausedHooks } from '../hooks/note-paused-hooks.ts'
import { requireMay } from '../require.ts'

/** One's own, or anybody's for owners and admins. @throws AppError `forbidden`, `not_found`, `conflict` for the device that one sits at */
export function removeDevice(ctx: Context, actor: Actor, id: DeviceId): Promise<StoredDevice> {
  return ctx.write((tx) => {
    const device = getDevice(tx, id)
    if (id === ctx.deviceId) throw new AppError('conflict', 'This is the device that you sit at. Remove it from another one.')
    if (device.personId !== actor.personId) requireMay(tx, actor, 'workspace.change', {}, 'Only owners and admins can remove the devices of others.')
    if (device.removedAt === null) say(ctx, tx, { scope: 'workspace', kind: 'device.removed', body: { deviceId: id, removedBy: actor.personId } })
    return getDevice(tx, id)
  })
}

/** @throws AppError `forbidden`, `not_found` */
export function renameDevice(ctx: Context, actor: Actor, id: DeviceId, name: string): Promise<StoredDevice> {
  return ctx.write((tx) => {
    const device = getDevice(tx, id)
    if (device.personId !== actor.personId) requireMay(tx, actor, 'workspace.change', {}, 'Only owners and admins can rename the devices of others.')
    if (device.name !== name) say(ctx, tx, { scope: 'workspace', kind: 'device.renamed', body: { deviceId: id, name } })
    return getDevice(tx, id)
  })
}

/** With all devices. @throws AppError `forbidden`, `not_found`, `conflict` for oneself and for the owner */
export function removePerson(ctx: Context, actor: Actor, username: string): Promise<void> {
  return ctx.write((tx) => {
    requireMay(tx, actor, 'workspace.change', {}, 'Only owners and admins can remove people.')
    const person = getPersonByUsername(tx, username, 'username')
    if (person.id === actor.personId) throw new AppError('conflict', 'You cannot remove yourself.')
    if (person.role === 'owner') throw new AppError('conflict', 'The owner cannot be removed.')
    // Invites of theirs and for them let nobody in any more.
    for (const invite of listInvites(tx, undefined)) {
      if ((invite.personId === person.id || invite.createdBy === person.id) && invite.revokedAt === null) say(ctx, tx, { scope: 'workspace', kind: 'invite.revoked', body: { inviteId: invite.id } })
    }
    say(ctx, tx, { scope: 'workspace', kind: 'person.removed', body: { personId: person.id, removedBy: actor.personId } })
    notePausedHooks(ctx, tx, person.id)
  })
}

/** Every window of this device hears of it, too. */
function say(ctx: Context, tx: Tx, change: Extract<Said, { kind: 'device.removed' | 'device.renamed' | 'person.removed' | 'invite.revoked' }>): void {
  commit(ctx, tx, change)
  announceState(tx, change)
}
