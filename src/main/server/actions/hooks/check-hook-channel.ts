/** Where a hook may post by default. */
import { AppError } from '#shared/contract/errors.ts'
import type { Person } from '#shared/contract/person.ts'
import { can } from '#shared/core/permissions.ts'
import type { ChannelRow } from '../../store/channels.ts'

/** @throws AppError `conflict` for an archived or direct channel, `forbidden` for a private one that the owner is not in. */
export function checkHookChannel(channel: ChannelRow, owner: Pick<Person, 'username' | 'role'>, ownerIsMember: boolean): void {
  if (channel.archivedAt !== null) throw new AppError('conflict', `#${channel.name} is archived. Choose another channel.`, 'channel')
  if (channel.type === 'direct' || channel.type === 'group') throw new AppError('conflict', 'Choose a channel: a webhook cannot live in direct messages.', 'channel')
  if (channel.hooksAllowed === 0) throw new AppError('conflict', `#${channel.name} takes no messages from webhooks. Allow them in the channel's details, or choose another channel.`, 'channel')
  if (!can('hook.useChannel', { role: owner.role }, { channelType: channel.type, isMember: ownerIsMember })) {
    throw new AppError('forbidden', `${owner.username}, who would own the webhook, cannot read #${channel.name}.`, 'channel')
  }
}
