/** The commands of settings, and of what they open. */
import type { Command } from 'commander'
import { AppError } from '#shared/contract/errors.ts'
import { settingDefaults, settingKeySchema, type SettingKey } from '#shared/contract/settings.ts'
import { act, withCommonOptions, type CommonOptions } from '../command.ts'
import { parseSettingValue } from '../parse.ts'
import { sayReach } from '../say-reach.ts'

export function addSettingsCommands(program: Command): void {
  withCommonOptions(program.command('listener'))
    .description('say where tools reach Hookline')
    .action(
      act(async (client, { json }: CommonOptions) => {
        const status = await client.listener.status()
        return json === true ? status : sayReach(status).join('\n')
      }),
    )
  const settings = program.command('settings').description('read and change settings')
  withCommonOptions(settings.command('list')).action(act((client) => client.settings.list()))
  withCommonOptions(settings.command('get <key>')).action(act((client, _: CommonOptions, key: string) => client.settings.get({ key: settingKey(key) })))
  withCommonOptions(settings.command('set <key> <value>')).action(
    act((client, _: CommonOptions, key: string, value: string) => client.settings.set({ key: settingKey(key), value: parseSettingValue(value, Array.isArray(settingDefaults[settingKey(key)])) })),
  )
}

function settingKey(raw: string): SettingKey {
  const key = settingKeySchema.safeParse(raw)
  if (!key.success) throw new AppError('not_found', `There is no setting “${raw}”; "hookline settings list" shows all.`, 'key')
  return key.data
}
