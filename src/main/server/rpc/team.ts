/** Handlers of a workspace on several machines. */
import { AppError } from '#shared/contract/errors.ts'
import type { Device, Invite, Safety } from '#shared/contract/team.ts'
import { discardWaiting } from '../actions/posts/discard-waiting.ts'
import { handOver } from '../actions/workspace/hand-over.ts'
import { hostTeam } from '../actions/workspace/host-team.ts'
import { addOwnDevice, createInvite, revokeInvite, type Inviter } from '../actions/workspace/invite-people.ts'
import { removeDevice, removePerson, renameDevice } from '../actions/workspace/remove-device.ts'
import { requireChannel, requireMay, requirePerson } from '../actions/require.ts'
import { countFirstMessages } from '../store/messages.ts'
import { findFounder, listDevices, listInvites, type StoredDevice, type StoredInvite } from '../store/devices.ts'
import { getPersonByUsername, listRemovedPeople } from '../store/people.ts'
import { listRefused, listUnopened } from '../store/unopened.ts'
import { findLocal } from '../store/local-state.ts'
import { getWorkspace } from '../store/workspace.ts'
import type { Sync } from '../sync/start-sync.ts'
import type { Call, Handlers } from './handlers.ts'

export const team: Handlers<'team'> = {
  status: ({ sync }) => sync.status(),
  checkHosting: ({ ctx, actor, sync }, { port, address }) => {
    requireMay(ctx.reader, actor, 'workspace.change', {}, 'Only owners and admins can let others join.')
    return sync.checkHosting(port, address)
  },
  host: async ({ ctx, actor, sync }, input) => {
    requireMay(ctx.reader, actor, 'workspace.change', {}, 'Only owners and admins can let others join.')
    await sync.requireReachable(input)
    await hostTeam(ctx, actor, sync.team, input)
    return sync.status()
  },
  stopHosting: async ({ ctx, actor, sync }) => {
    requireMay(ctx.reader, actor, 'workspace.change', {}, 'Only owners and admins can stop hosting.')
    await (await sync.team()).shut()
    return sync.status()
  },
  listInvites: ({ ctx, actor, sync }) => {
    const { id, role } = requirePerson(ctx.reader, actor)
    return countUses(sync, listInvites(ctx.reader, role === 'owner' || role === 'admin' ? undefined : id))
  },
  createInvite: async ({ ctx, actor, sync }, terms) => createInvite(ctx, actor, await inviterOf(sync), terms),
  revokeInvite: async ({ ctx, actor, sync }, { id }) => (await countUses(sync, [await revokeInvite(ctx, actor, id)]))[0]!,
  addDevice: async ({ ctx, actor, sync }) => addOwnDevice(ctx, actor, await inviterOf(sync)),
  inspectInvite: async ({ ctx, sync }, { link }) => {
    const messages = countFirstMessages(ctx.reader)
    return { ...(await sync.inspect(link)), replaces: messages === 0 ? null : { workspaceName: getWorkspace(ctx.reader).name, messages } }
  },
  join: async ({ ctx, actor, sync, restart }, input) => {
    if (actor.personId !== findLocal(ctx.reader, 'meId')) throw new AppError('forbidden', 'Only the person of this device can join another workspace with it.')
    const joined = await sync.join(input)
    // The answer leaves before this server does.
    setTimeout(() => restart?.(), 100)
    return joined
  },
  listDevices: (call) => listDevices(call.ctx.reader).map((device) => toDevice(call, device)),
  renameDevice: async (call, { id, name }) => toDevice(call, await renameDevice(call.ctx, call.actor, id, name)),
  removeDevice: async (call, { id }) => toDevice(call, await removeDevice(call.ctx, call.actor, id)),
  removePerson: async ({ ctx, actor }, { username }) => {
    await removePerson(ctx, actor, username)
    return {}
  },
  handOver: ({ ctx, actor }, { username }) => handOver(ctx, actor, username),
  listRemoved: ({ ctx }) => listRemovedPeople(ctx.reader),
  safety: async (call, { username }) => readSafety(call, username, undefined),
  setVerified: async (call, said) => readSafety(call, said.username, said.verified ? { at: call.ctx.now(), digits: said.digits } : null),
  listUnopened: ({ ctx, actor }, { channelId }) => listUnopened(ctx.reader, requireChannel(ctx.reader, actor, channelId).id, 200),
  listRefused: ({ ctx, actor }) => listRefused(ctx.reader, actor.personId, 200),
  reconnect: async ({ sync }) => {
    if (sync.status().mode !== 'alone') await (await sync.team()).reconnect()
    return sync.status()
  },
  trustClock: async ({ ctx, actor, sync }) => {
    requireMay(ctx.reader, actor, 'workspace.change', {}, 'Only owners and admins can say that the clock is right.')
    if (sync.status().mode !== 'host') throw new AppError('conflict', 'Only the computer that hosts keeps the clock of a team.')
    await (await sync.team()).trustClock()
    return sync.status()
  },
  findHost: async ({ sync }, { address }) => {
    if (sync.status().mode !== 'member') throw new AppError('conflict', 'Only a device that has joined a workspace looks for its host.')
    await (await sync.team()).findHost(address)
    return sync.status()
  },
  discardWaiting: async ({ ctx, actor }, { messageId }) => {
    await discardWaiting(ctx, actor, messageId)
    return {}
  },
}

const inviterOf = async (sync: Sync): Promise<Inviter | undefined> => (sync.status().mode === 'alone' ? undefined : sync.team())

async function countUses(sync: Sync, invites: readonly StoredInvite[]): Promise<Invite[]> {
  const uses = invites.length === 0 ? {} : await (await sync.team()).uses()
  return invites.map((invite) => ({ ...invite, used: uses[invite.id] ?? 0 }))
}

function toDevice({ ctx, sync }: Call, device: StoredDevice): Device {
  const [isThis, isHost, { mode, link }] = [device.id === ctx.deviceId, device.id === findFounder(ctx.reader), sync.status()]
  const isReached = mode === 'host' || link === 'connected'
  // Who is connected to it says that the host is there.
  const online = isReached ? isThis || isHost || sync.online()?.has(device.id) === true : null
  return { ...device, online, isThis, isHost }
}

async function readSafety({ ctx, actor, sync }: Call, username: string, compared: { readonly at: number; readonly digits: string } | null | undefined): Promise<Safety> {
  const other = getPersonByUsername(ctx.reader, username, 'username')
  if (other.id === actor.personId) throw new AppError('invalid', 'One verifies other people, not oneself.', 'username')
  const team = await sync.team()
  const here = compared === undefined ? await team.safety(actor.personId, other.id) : await team.verify(actor.personId, other.id, compared)
  const devices = listDevices(ctx.reader).filter(({ personId }) => personId === other.id)
  const changedAt = here.isChanged ? Math.max(...devices.map(({ admittedAt, removedAt }) => removedAt ?? admittedAt)) : null
  return { digits: here.digits, qr: here.qr, verifiedAt: here.verifiedAt, changedAt }
}
