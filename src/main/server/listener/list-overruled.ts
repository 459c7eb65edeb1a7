/** What a post says about its name and picture and may not decide: the hook's rules or the workspace's settings are against it. */
import type { Settings } from '#shared/contract/settings.ts'
import type { HookPost } from '#shared/dialects/dialect.ts'
import type { AddressTarget } from '../store/addresses.ts'

/** Names for the verdict's list of what was ignored. */
export function listOverruled({ rawUsername, iconUrl, iconEmoji }: HookPost, target: AddressTarget | undefined, settings: Settings): string[] {
  const mayName = settings['integrations.allowUsernameOverride'] && target?.rules.allowName !== false
  const mayIcon = settings['integrations.allowIconOverride'] && target?.rules.allowIcon !== false
  const given: [name: string, value: string | undefined, may: boolean][] = [
    ['username', rawUsername, mayName],
    ['icon_url', iconUrl, mayIcon],
    ['icon_emoji', iconEmoji, mayIcon],
  ]
  return given.filter(([, value, may]) => !may && value !== undefined && value !== '').map(([name]) => name)
}
