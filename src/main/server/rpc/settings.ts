/** Handlers of settings. */
import type { SettingKey } from '#shared/contract/settings.ts'
import { setSetting } from '../actions/workspace/set-setting.ts'
import { listSettings, readSettings, toSetting } from '../store/settings.ts'
import type { Handlers } from './handlers.ts'

/** What the listener does anew without letting go of loopback. */
const followed: ReadonlySet<SettingKey> = new Set<SettingKey>(['hooks.reach', 'hooks.lanPort', 'hooks.lanNames', 'hooks.lanCertificate', 'hooks.publicUrl'])

export const settings: Handlers<'settings'> = {
  list: ({ ctx }) => listSettings(ctx.reader),
  get: ({ ctx }, { key }) => toSetting(readSettings(ctx.reader), key),
  set: async ({ ctx, actor, listener }, input) => {
    const setting = await setSetting(ctx, actor, input)
    // A new port takes effect at once; whether it could be opened is the listener's status.
    if (setting.key === 'hooks.port' && listener.status().state !== 'stopped') await listener.restart(Number(setting.value))
    if (followed.has(setting.key)) await listener.follow()
    return setting
  },
}
