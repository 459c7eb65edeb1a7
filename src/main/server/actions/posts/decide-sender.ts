/** Under which name and picture a hook's post is shown: what it asks for, where the hook's rules and the workspace's settings let it choose. */
import type { Hook } from '#shared/contract/hook.ts'
import type { HookRules } from '#shared/contract/hook-rules.ts'
import type { Settings } from '#shared/contract/settings.ts'
import { decideIcon, decideShownName, type ShownIcon } from '#shared/core/hooks.ts'
import type { HookPost } from '#shared/dialects/dialect.ts'

export interface SenderOf {
  readonly hook: Pick<Hook, 'name' | 'username' | 'iconUrl' | 'iconEmoji'> & { readonly rules: Pick<HookRules, 'allowName' | 'allowIcon'> }
  readonly post: Pick<HookPost, 'rawUsername' | 'iconUrl' | 'iconEmoji'>
  /** Of the dialect. */
  readonly nameWithout: 'webhook' | 'hook'
  readonly settings: Settings
}

/** A rule against it leaves the hook's own; a setting against it leaves neither. */
export function decideSender({ hook, post, nameWithout, settings }: SenderOf): ShownIcon & { readonly username: string } {
  const { allowName, allowIcon } = hook.rules
  const username = decideShownName({
    rawUsername: allowName ? post.rawUsername : undefined,
    hookUsername: hook.username,
    hookName: hook.name,
    nameWithout,
    allowOverride: settings['integrations.allowUsernameOverride'],
  })
  const icon = decideIcon({
    rawIconUrl: allowIcon ? post.iconUrl : undefined,
    rawIconEmoji: allowIcon ? post.iconEmoji : undefined,
    hookIconUrl: hook.iconUrl,
    hookIconEmoji: hook.iconEmoji,
    allowOverride: settings['integrations.allowIconOverride'],
  })
  return { username, ...icon }
}
