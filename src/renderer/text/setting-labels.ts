/** What the settings page calls the settings that sentences of the server name by their keys. */

/** By key; every setting that some sentence names, which a test proves. */
export const settingLabels = {
  'files.maxBytes': 'settings:workspace.maxBytes',
  'hooks.bodyLimitBytes': 'settings:integrations.bodyLimit',
  'hooks.incomingLimit': 'settings:integrations.incomingLimit',
  'hooks.lanCertificate': 'settings:reach.certificate',
  'hooks.lanNames': 'settings:reach.lanNames',
  'hooks.lanPort': 'settings:reach.lanPort',
  'hooks.outgoingLimit': 'settings:integrations.outgoingLimit',
  'hooks.port': 'settings:reach.port',
  'hooks.publicUrl': 'settings:reach.publicUrl',
  'hooks.reach': 'settings:reach.who',
  'hooks.trustedProxies': 'settings:reach.proxies',
  'integrations.incomingEnabled': 'settings:integrations.incomingEnabled',
  'messages.maxLength': 'settings:workspace.maxLength',
} as const
export type SettingLabel = (typeof settingLabels)[keyof typeof settingLabels]

/** In brackets, or at the beginning, before a colon: elsewhere such a text may be anything that people wrote. */
const place = /^([a-z]+\.[A-Za-z]+)(?=: )|\(([a-z]+\.[A-Za-z]+)\)/g

/** @param say what stands in the place of a key: before a colon, or inside a sentence. */
export function replaceKeys(text: string, say: (label: SettingLabel, isInside: boolean) => string): string {
  return text.replace(place, (found, first: string | undefined, inside: string | undefined) => {
    const key = first ?? inside ?? ''
    if (!Object.hasOwn(settingLabels, key)) return found
    const label = say(settingLabels[key as keyof typeof settingLabels], first === undefined)
    return first === undefined ? `(${label})` : label
  })
}
