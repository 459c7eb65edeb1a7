/** What the picker remembers of me: the emoji chosen last and the skin tone. */
import type { Preferences } from '#shared/contract/preference.ts'
import { queryClient } from '#renderer/lib/data/query-client.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { setPreference } from '#renderer/lib/data/set-preference.ts'

const KEPT = 32

export function rememberEmoji(char: string): void {
  const recent = queryClient.getQueryData<Preferences>(keys.preferences)?.['emoji.recent'] ?? []
  if (recent[0] !== char) quietly(setPreference('emoji.recent', [char, ...recent.filter((other) => other !== char)].slice(0, KEPT)))
}

export const setSkinTone = (tone: number): void => quietly(setPreference('emoji.skinTone', tone))

/** That it could not be stored is no reason to disturb somebody who chooses a smile. */
const quietly = (done: Promise<void>): void => void done.catch(() => undefined)
