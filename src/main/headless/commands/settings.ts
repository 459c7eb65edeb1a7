/** The commands of settings, and of what they open. */
import type { Command } from 'commander'
import { AppError } from '#shared/contract/errors.ts'
import { settingDefaults, settingKeySchema, type SettingKey } from '#shared/contract/settings.ts'
import { joinHostPort } from '#shared/core/join-host-port.ts'
import { act, withCommonOptions, type CommonOptions } from '../command.ts'
import { confirm, type Confirmable } from '../confirm.ts'
import type { Client } from '../connect.ts'
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
  withCommonOptions(settings.command('list').description('all, with what they are at first')).action(act((client) => client.settings.list()))
  withCommonOptions(settings.command('get <key>').description('one')).action(act((client, _: CommonOptions, key: string) => client.settings.get({ key: settingKey(key) })))
  withCommonOptions(settings.command('set <key> <value>'))
    .description('change one; what lets other computers reach Hookline asks first')
    .option('--yes', 'do not ask')
    .action(act(setSetting))
}

async function setSetting(client: Client, options: CommonOptions & Confirmable, rawKey: string, raw: string) {
  const key = settingKey(rawKey)
  const value = parseSettingValue(raw, Array.isArray(settingDefaults[key]))
  if (key === 'hooks.reach' && value === 'lan' && (await client.settings.get({ key })).value !== value) await confirm(options, await sayOpening(client))
  return client.settings.set({ key, value })
}

/** What other computers will reach, and what not. */
async function sayOpening(client: Client): Promise<string> {
  const { lan } = await client.listener.status()
  const places = lan.addresses.map((address) => `https://${joinHostPort(address, lan.port === 0 ? '(any free port)' : lan.port)}`)
  const where = places.length === 0 ? 'on each network that this computer joins' : places.join(', ')
  return `Other computers of your network will reach the listener over TLS: ${where}. Whoever there knows the address of a webhook can post to it, and with a token manage webhooks. Messages, files and the window stay on this computer.`
}

function settingKey(raw: string): SettingKey {
  const key = settingKeySchema.safeParse(raw)
  if (!key.success) throw new AppError('not_found', `There is no setting “${raw}”; "hookline settings list" shows all.`, 'key')
  return key.data
}
