/** Changes one of my preferences: shown at once, taken back when the server refuses. */
import type { PreferenceKey, Preferences } from '#shared/contract/preference.ts'
import { rpc } from './client.ts'
import { patchData } from './patch-data.ts'
import { queryClient } from './query-client.ts'
import { keys } from './query-keys.ts'
import { showAtOnce } from './show-at-once.ts'

/** @throws what the call threw, after what is true is back. */
export async function setPreference<K extends PreferenceKey>(key: K, value: Preferences[K]): Promise<void> {
  await showAtOnce<Preferences[K] | undefined, Preferences>({
    name: `preference ${key}`,
    before: queryClient.getQueryData<Preferences>(keys.preferences)?.[key],
    wanted: value,
    // Only this key: another one may be on its way.
    show: (shown) => void (shown !== undefined && patchData<Preferences>(queryClient, keys.preferences, (all) => ({ ...all, [key]: shown }))),
    call: () => rpc.preferences.set({ key, value }),
    said: (saved) => saved[key],
  })
}
