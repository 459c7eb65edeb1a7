/** What the picker remembers of me: the emoji chosen last and the skin tone. */
import type { QueryClient } from '@tanstack/react-query'
import { preferenceDefaults, type PreferenceKey, type Preferences } from '#shared/contract/preference.ts'
import { rpc } from '#renderer/lib/client.ts'
import { keys } from '#renderer/lib/query-keys.ts'

const KEPT = 32

export function rememberEmoji(cache: QueryClient, char: string): void {
  const recent = cache.getQueryData<Preferences>(keys.preferences)?.['emoji.recent'] ?? []
  if (recent[0] === char) return
  setPreference(cache, 'emoji.recent', [char, ...recent.filter((other) => other !== char)].slice(0, KEPT))
}

export function setSkinTone(cache: QueryClient, tone: number): void {
  setPreference(cache, 'emoji.skinTone', tone)
}

/** Seen at once; that it could not be stored is no reason to disturb somebody who chooses a smile. */
function setPreference<K extends PreferenceKey>(cache: QueryClient, key: K, value: Preferences[K]): void {
  cache.setQueryData<Preferences>(keys.preferences, (known) => ({ ...(known ?? preferenceDefaults), [key]: value }))
  rpc.preferences.set({ key, value }).catch(() => undefined)
}
