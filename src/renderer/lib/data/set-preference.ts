/** Changes one of my preferences: shown at once, taken back when the server refuses. */
import type { PreferenceKey, Preferences } from '#shared/contract/preference.ts'
import { rpc } from './client.ts'
import { queryClient } from './query-client.ts'
import { keys } from './query-keys.ts'

/** @throws what the call threw, after the old value is back. */
export async function setPreference<K extends PreferenceKey>(key: K, value: Preferences[K]): Promise<void> {
  const before = queryClient.getQueryData<Preferences>(keys.preferences)?.[key]
  put(key, value)
  try {
    const saved = await rpc.preferences.set({ key, value })
    // Only this key: another one may be on its way.
    put(key, saved[key])
  } catch (error) {
    if (before !== undefined) put(key, before)
    throw error
  }
}

function put<K extends PreferenceKey>(key: K, value: Preferences[K]): void {
  queryClient.setQueryData<Preferences>(keys.preferences, (all) => all && { ...all, [key]: value })
}
