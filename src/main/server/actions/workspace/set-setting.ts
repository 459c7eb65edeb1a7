/** Changes one setting; the same check for the settings page, the CLI and the API. */
import { localSettingKeys, settingSchemas, type Setting, type SettingKey } from '#shared/contract/settings.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { readSettings, setLocalSetting, toSetting } from '../../store/settings.ts'
import { ensureFileLinkKey } from '../outgoing/file-links.ts'
import { refuseSetting } from './explain-setting.ts'
import { readGivenCertificate } from './given-certificate.ts'
import { requireMay } from '../require.ts'

/** @throws AppError `invalid` (type or range), `forbidden`. */
export function setSetting(ctx: Context, actor: Actor, input: { readonly key: SettingKey; readonly value: Setting['value'] }): Promise<Setting> {
  const { key, value } = input
  return ctx.write((tx) => {
    requireMay(tx, actor, 'setting.change', {}, 'Only owners and admins can change settings.')
    const checked = settingSchemas[key].safeParse(value)
    if (!checked.success) throw refuseSetting(key, value, checked.error.issues[0])
    if (key === 'hooks.lanCertificate' && Array.isArray(value) && value.length > 0) readGivenCertificate(value, ctx.now())
    if (localSettingKeys.has(key)) setLocalSetting(tx, key, value)
    else commit(ctx, tx, { scope: 'workspace', kind: 'setting.changed', body: { key, value } })
    if (key === 'integrations.outgoingEnabled') ctx.deliveries.ring()
    if (key === 'hooks.publicUrl') ensureFileLinkKey(ctx, tx)
    const setting = toSetting(readSettings(tx), key)
    tx.emit({ name: 'setting.changed', data: setting }, 'everyone')
    return setting
  })
}
