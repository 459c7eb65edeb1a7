/** Reads all settings, those of the workspace and those of this device, with defaults filled in. */
import { settingDefaults, settingKeys, settingSchemas, type Setting, type SettingKey, type Settings } from '#shared/contract/settings.ts'
import type { Reader, Tx } from './connection.ts'
import { forgetHot } from './hot-cache.ts'

/** Kept in the connection's cache until a setting is written: a post reads five of them. */
export function readSettings(reader: Reader): Settings {
  const cached = reader.cache.get('settings') as Settings | undefined
  if (cached) return cached
  const settings: Record<string, unknown> = { ...settingDefaults }
  const rows = reader.all<{ key: string; value: string }>(
    "SELECT key, value FROM setting UNION ALL SELECT substr(key, 9), value FROM local_state WHERE key >= 'setting:' AND key < 'setting;'",
  )
  for (const { key, value } of rows) if (isSettingKey(key)) settings[key] = parseStored(key, value)
  reader.cache.set('settings', settings)
  return settings as Settings
}

export function toSetting(settings: Settings, key: SettingKey): Setting {
  return { key, value: settings[key], default: settingDefaults[key] }
}

export function listSettings(reader: Reader): Setting[] {
  const settings = readSettings(reader)
  return settingKeys.map((key) => toSetting(settings, key))
}

/** For the settings of this device, which are no change. */
export function setLocalSetting(tx: Tx, key: SettingKey, value: Setting['value']): void {
  forgetHot(tx)
  tx.run('INSERT INTO local_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', `setting:${key}`, JSON.stringify(value))
  tx.cache.delete('settings')
}

function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingDefaults, key)
}

/** A value that a newer program wrote and this one does not accept falls back to the default. */
function parseStored(key: SettingKey, value: string): unknown {
  const parsed = settingSchemas[key].safeParse(JSON.parse(value))
  return parsed.success ? parsed.data : settingDefaults[key]
}
