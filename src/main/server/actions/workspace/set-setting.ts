/** Changes one setting; the same check for the settings page, the CLI and the API. */
import { AppError } from '#shared/contract/errors.ts'
import { localSettingKeys, settingSchemas, type Setting, type SettingKey } from '#shared/contract/settings.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { readSettings, setLocalSetting, toSetting } from '../../store/settings.ts'
import { ensureFileLinkKey } from '../outgoing/file-links.ts'
import { readGivenCertificate } from './given-certificate.ts'
import { requireMay } from '../require.ts'

/** @throws AppError `invalid` (type or range), `forbidden`. */
export function setSetting(ctx: Context, actor: Actor, input: { readonly key: SettingKey; readonly value: Setting['value'] }): Promise<Setting> {
  const { key, value } = input
  return ctx.write((tx) => {
    requireMay(tx, actor, 'setting.change', {}, 'Only owners and admins can change settings.')
    const checked = settingSchemas[key].safeParse(value)
    if (!checked.success) throw new AppError('invalid', `${key}: ${explain(checked.error.issues[0], value)}`, 'value')
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

/** Of a list, the entry that is meant comes first. */
function explain(issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined, value: Setting['value']): string {
  const message = issue?.message ?? 'this value does not fit'
  const [index] = issue?.path ?? []
  return Array.isArray(value) && typeof index === 'number' ? `“${value[index] ?? ''}” ${message}` : message
}
