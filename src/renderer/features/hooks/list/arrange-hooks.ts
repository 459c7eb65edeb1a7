/** Which webhooks the list shows, and in which order. Pure. */
import type { Hook } from '#shared/contract/hook.ts'
import type { HookId } from '#shared/contract/ids.ts'

export type HookState = 'all' | 'off' | 'unused'
export type HookOrder = 'last used' | 'name'

export interface HookFilter {
  readonly search: string
  readonly state: HookState
  readonly order: HookOrder
  /** Those to which nothing came for long. */
  readonly unused?: ReadonlySet<HookId>
}

/** `ownerName` gives the display name of a username, so that people find a hook by either. */
export function arrangeHooks(hooks: readonly Hook[], { search, state, order, unused }: HookFilter, ownerName: (username: string) => string): Hook[] {
  const words = fold(search).split(/\s+/).filter(Boolean)
  const matches = (hook: Hook): boolean => {
    const text = fold([hook.name, hook.description, hook.channel, hook.owner, ownerName(hook.owner)].join('\n'))
    return words.every((word) => text.includes(word.replace(/^[#@](?=.)/, '')))
  }
  return hooks.filter((hook) => (state === 'all' || (state === 'off' ? !hook.enabled : unused?.has(hook.id) === true)) && matches(hook)).sort(comparers[order])
}

const byName = (a: Hook, b: Hook): number => a.name.localeCompare(b.name) || a.createdAt - b.createdAt

const comparers: Record<HookOrder, (a: Hook, b: Hook) => number> = {
  name: byName,
  'last used': (a, b) => (b.lastUsedAt ?? 0) - (a.lastUsedAt ?? 0) || byName(a, b),
}

/** Lower case without accents: "Tomás" is found by "tomas". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
