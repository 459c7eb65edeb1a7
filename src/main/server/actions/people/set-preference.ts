/** A person says how they want the app. */
import { AppError } from '#shared/contract/errors.ts'
import { preferenceSchemas, type PreferenceKey, type Preferences } from '#shared/contract/preference.ts'
import type { Actor, Context } from '../../context.ts'
import { readPreferences, setPreference as store } from '../../store/preferences.ts'

/** @throws AppError `invalid`, with `field` "value". */
export function setPreference(ctx: Context, actor: Actor, input: { readonly key: PreferenceKey; readonly value?: unknown }): Promise<Preferences> {
  const checked = preferenceSchemas[input.key].safeParse(input.value)
  if (!checked.success) throw new AppError('invalid', `${input.key}: ${checked.error.issues[0]?.message ?? 'this value does not fit'}`, 'value')
  return ctx.write((tx) => {
    store(tx, actor.personId, input.key, checked.data)
    const preferences = readPreferences(tx, actor.personId)
    tx.emit({ name: 'preferences.changed', data: preferences }, { person: actor.personId })
    return preferences
  })
}
