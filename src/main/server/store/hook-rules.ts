/** A hook's rules as they are stored: only what differs from the defaults, so that a later default reaches older hooks. */
import type { HookId } from '#shared/contract/ids.ts'
import { defaultHookRules, hookRulesSchema, type HookRules } from '#shared/contract/hook-rules.ts'
import type { Reader } from './connection.ts'

/** @returns JSON for the column `rules`. */
export function writeRules(rules: HookRules | undefined): string {
  return JSON.stringify(changedRules(rules) ?? {})
}

/** What differs from the defaults; undefined for nothing. */
function changedRules(rules: HookRules | undefined): Partial<HookRules> | undefined {
  const changed = Object.entries(rules ?? {}).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(defaultHookRules[key as keyof HookRules]))
  return changed.length === 0 ? undefined : Object.fromEntries(changed)
}

/** With defaults filled in; what does not fit any more falls back to its default. */
export function readRules(stored: string): HookRules {
  if (stored === '{}') return defaultHookRules
  const found: Record<string, unknown> = { ...defaultHookRules }
  for (const [key, value] of Object.entries(JSON.parse(stored) as Record<string, unknown>)) {
    const schema = hookRulesSchema.shape[key as keyof HookRules] as (typeof hookRulesSchema.shape)[keyof HookRules] | undefined
    const parsed = schema?.safeParse(value)
    if (parsed?.success) found[key] = parsed.data
  }
  return found as HookRules
}

/** Posts a minute; null for no limit, also of a hook that is not there. */
export function findPerMinute(reader: Reader, hookId: HookId): number | null {
  const row = reader.get<{ rules: string }>('SELECT rules FROM hook WHERE id = CAST(? AS TEXT) AND deleted_at IS NULL', hookId)
  return row ? readRules(row.rules).perMinute : null
}
