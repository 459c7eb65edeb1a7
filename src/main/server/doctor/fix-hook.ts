/** Does what the doctor offered, each through its usual action, so with the rights of whoever asks. */
import type { Deed } from '#shared/contract/doctor.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Hook } from '#shared/contract/hook.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { addPeople } from '../actions/channels/add-people.ts'
import { setExpiry } from '../actions/hooks/change-addresses.ts'
import { requireManage, updateHook } from '../actions/hooks/change-hook.ts'
import { joinChannel } from '../actions/channels/join-channel.ts'
import { muteHook } from '../actions/hooks/mute-hook.ts'
import { requireMay, requirePerson } from '../actions/require.ts'
import { setChannelPreference } from '../actions/channels/set-channel-preference.ts'
import { setPreference } from '../actions/people/set-preference.ts'
import { setSetting } from '../actions/workspace/set-setting.ts'
import { restoreChannel, updateChannel } from '../actions/channels/update-channel.ts'
import { WARN_MS } from '../actions/hooks/warn-ending.ts'
import type { Actor, Context } from '../context.ts'
import { listLanAddresses } from '../lan-addresses.ts'
import { findFreePort } from '../listener/port/find-free-port.ts'
import type { Listener } from '../listener/start-listener.ts'
import { listAddresses } from '../store/addresses.ts'
import { getHook } from '../store/hooks.ts'
import { readSettings } from '../store/settings.ts'

/** How long an address goes on that the doctor extends. */
const extendedMs = 90 * 24 * 3600_000

interface Treatment {
  readonly ctx: Context
  readonly actor: Actor
  readonly listener: Pick<Listener, 'restart' | 'follow' | 'renewCertificate'>
  readonly hook: Hook
}

/** @throws AppError as the action does. */
export async function fixHook({ ctx, actor, listener }: Omit<Treatment, 'hook'>, id: HookId, deed: Deed): Promise<void> {
  requireManage(ctx.reader, actor, id)
  await deeds[deed]({ ctx, actor, listener, hook: getHook(ctx.reader, id) })
}

const deeds: Readonly<Record<Deed, (treatment: Treatment) => Promise<unknown>>> = {
  restart_listener: async ({ ctx, actor, listener }) => {
    requireMay(ctx.reader, actor, 'setting.change', {}, 'Only owners and admins can restart the listener.')
    await listener.restart()
  },
  take_free_port: takeFreePort,
  renew_certificate: async ({ ctx, actor, listener }) => {
    requireMay(ctx.reader, actor, 'setting.change', {}, 'Only owners and admins can make the certificate anew.')
    await listener.renewCertificate()
  },
  own_certificate: async ({ ctx, actor, listener }) => {
    await setSetting(ctx, actor, { key: 'hooks.lanCertificate', value: [] })
    await listener.follow()
  },
  trust_this_computer: ({ ctx, actor }) => setSetting(ctx, actor, { key: 'hooks.trustedProxies', value: [...new Set([...readSettings(ctx.reader)['hooks.trustedProxies'], '127.0.0.1', '::1'])] }),
  allow_all_hooks: ({ ctx, actor }) => setSetting(ctx, actor, { key: 'integrations.incomingEnabled', value: true }),
  switch_on: ({ ctx, actor, hook: { id } }) => updateHook(ctx, actor, { id, enabled: true }),
  extend_address: extendAddresses,
  allow_this_computer: ({ ctx, actor, hook: { id, rules } }) => updateHook(ctx, actor, { id, rules: { sources: [...rules.sources, '127.0.0.1', '::1'] } }),
  take_over: ({ ctx, actor, hook: { id } }) => updateHook(ctx, actor, { id, owner: requirePerson(ctx.reader, actor).username }),
  restore_channel: ({ ctx, actor, hook }) => restoreChannel(ctx, actor, { channel: hook.channelId }),
  allow_hooks_here: ({ ctx, actor, hook }) => updateChannel(ctx, actor, { channel: hook.channelId, hooksAllowed: true }),
  add_owner: ({ ctx, actor, hook }) => addPeople(ctx, actor, { channel: hook.channelId, usernames: [hook.owner] }),
  join_channel: ({ ctx, actor, hook }) => joinChannel(ctx, actor, { channel: hook.channelId }),
  unmute_hook: ({ ctx, actor, hook: { id } }) => muteHook(ctx, actor, { id, muted: false }),
  unmute_channel: ({ ctx, actor, hook }) => setChannelPreference(ctx, actor, { channel: hook.channelId, muted: false }),
  end_pause: ({ ctx, actor }) => setPreference(ctx, actor, { key: 'notify.pausedUntil', value: null }),
}

/** Of the network. It is written down, so that tools find it at the next start, too. */
async function takeFreePort({ ctx, actor, listener }: Treatment): Promise<void> {
  requireMay(ctx.reader, actor, 'setting.change', {}, 'Only owners and admins can choose the port.')
  await setSetting(ctx, actor, { key: 'hooks.lanPort', value: await findFreePort(listLanAddresses()) })
  await listener.follow()
}

/** All that ended by themselves or are about to. */
async function extendAddresses({ ctx, actor, hook }: Treatment): Promise<void> {
  const now = ctx.now()
  const ending = listAddresses(ctx.reader, hook.id, now).filter(({ expiresAt, replaced }) => !replaced && expiresAt !== null && expiresAt <= now + WARN_MS)
  if (ending.length === 0) throw new AppError('conflict', 'No address of this webhook has ended or is about to.')
  for (const { id } of ending) await setExpiry(ctx, actor, { id, expiresAt: now + extendedMs })
}
