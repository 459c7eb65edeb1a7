/** How each person of this device wants the app. */
import { preferenceDefaults, preferenceSchemas, type PreferenceKey, type Preferences } from '#shared/contract/preference.ts'
import type { PersonId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'
import { forgetHot, remember } from './hot-cache.ts'

/** With defaults filled in; a value that does not fit any more falls back to its default. */
export function readPreferences(reader: Reader, personId: PersonId): Preferences {
  return remember(reader, `preferences:${personId}`, () => {
    const found: Record<string, unknown> = { ...preferenceDefaults }
    for (const { key, value } of reader.all<{ key: string; value: string }>('SELECT key, value FROM preference WHERE person_id = ?', personId)) {
      if (!Object.hasOwn(preferenceSchemas, key)) continue
      const parsed = preferenceSchemas[key as PreferenceKey].safeParse(JSON.parse(value))
      if (parsed.success) found[key] = parsed.data
    }
    return found as Preferences
  })
}

export function setPreference(tx: Tx, personId: PersonId, key: PreferenceKey, value: unknown): void {
  forgetHot(tx)
  tx.run(
    'INSERT INTO preference (person_id, key, value) VALUES (?, ?, ?) ON CONFLICT (person_id, key) DO UPDATE SET value = excluded.value',
    personId,
    key,
    JSON.stringify(value),
  )
}

export interface Watcher {
  readonly personId: PersonId
  readonly keywords: readonly string[]
}

/** Everybody on this device who waits for words. Asked at every post. */
export function listWatchers(reader: Reader): readonly Watcher[] {
  return remember(reader, 'watchers', () =>
    reader
      .all<{ personId: PersonId; value: string }>("SELECT person_id AS personId, value FROM preference WHERE key = 'notify.keywords' AND value <> '[]'")
      .map(({ personId, value }) => ({ personId, keywords: JSON.parse(value) as string[] })),
  )
}

export function setChannelPreference(tx: Tx, personId: PersonId, channelId: string, { favourite, muted, notify }: { favourite: boolean; muted: boolean; notify: string | null }): void {
  tx.run(
    `INSERT INTO channel_preference (person_id, channel_id, favourite, muted, notify) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (person_id, channel_id) DO UPDATE SET favourite = excluded.favourite, muted = excluded.muted, notify = excluded.notify`,
    personId,
    channelId,
    Number(favourite),
    Number(muted),
    notify,
  )
}
