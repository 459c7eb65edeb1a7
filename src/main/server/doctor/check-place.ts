/** May it post where it is to post: owner, channel, permission. */
import { can } from '#shared/core/permissions.ts'
import { isMember } from '../store/channels.ts'
import { isRemoved } from '../store/people.ts'
import { mayTakeOver } from './check-address.ts'
import { mayDo, offer, type Check, type Found, type Patient } from './examination.ts'

export const checkOwner: Check = (patient): Found => {
  const { ctx, owner, ownerId } = patient
  const values = { owner: owner.displayName }
  const fixes = offer(['take_over', mayTakeOver(patient) && mayPostThere(patient)], ['open_settings', true])
  if (isRemoved(ctx.reader, ownerId)) return { state: 'failed', finding: 'owner_removed', values, fixes }
  if (patient.hook.pausedReason === 'owner_is_guest') return { state: 'failed', finding: 'owner_is_guest', values, fixes }
  return { state: 'ok', finding: 'owner_ok', values }
}

export const checkChannel: Check = (patient): Found => {
  const { channel } = patient
  if (!channel) return { state: 'failed', finding: 'channel_gone', fixes: ['open_settings'] }
  const values = { channel: channel.name }
  const mayChange = mayDo(patient, 'channel.change')
  if (channel.archivedAt !== null) return { state: 'failed', finding: 'channel_archived', values, fixes: offer(['restore_channel', mayChange], ['open_settings', true]) }
  if (channel.hooksAllowed === 0) return { state: 'failed', finding: 'channel_closed', values, fixes: offer(['allow_hooks_here', mayChange], ['open_settings', true]) }
  return { state: 'ok', finding: 'channel_ok', values }
}

export const checkPermission: Check = (patient): Found => {
  const { channel, owner, ownerId, ctx } = patient
  if (!channel) return { state: 'skipped', finding: 'channel_gone' }
  const values = { owner: owner.displayName, channel: channel.name }
  if (can('hook.useChannel', { role: owner.role }, { channelType: channel.type, isMember: isMember(ctx.reader, channel.id, ownerId) })) return { state: 'ok', finding: 'permission_ok', values }
  const mayAdd = mayDo(patient, 'channel.addPeople') && !isRemoved(ctx.reader, ownerId)
  return { state: 'failed', finding: 'owner_not_in_channel', values, fixes: offer(['add_owner', mayAdd], ['take_over', mayTakeOver(patient) && mayPostThere(patient)], ['open_settings', true]) }
}

/** Whether it could post there if whoever asks owned it. */
function mayPostThere({ ctx, channel, me }: Patient): boolean {
  return channel !== undefined && can('hook.useChannel', { role: me.role }, { channelType: channel.type, isMember: isMember(ctx.reader, channel.id, me.id) })
}
