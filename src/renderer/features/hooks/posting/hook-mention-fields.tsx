/** Whom a webhook's posts may tell, how often, and what becomes of names that tell nobody. */
import { hookMentionsSchema } from '#shared/contract/hook-rules.ts'
import { usePeople } from '#renderer/lib/data/queries.ts'
import { Select } from '#renderer/ui/select.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { t } from '#renderer/text/i18n.ts'
import { PeoplePicker } from '#renderer/widgets/people-picker/people-picker.tsx'
import { FormPart } from './form-part.tsx'
import type { RulesErrors, RulesValues } from './rules-form.ts'

export interface HookMentionFieldsProps {
  values: Pick<RulesValues, 'mentions' | 'named' | 'mentionsPerHour'>
  errors: RulesErrors
  onChange: (changed: Partial<RulesValues>) => void
}

/** As many as the contract takes. */
const MOST_NAMED = 100

export function HookMentionFields({ values: { mentions, named, mentionsPerHour }, errors, onChange }: HookMentionFieldsProps) {
  return (
    <FormPart title={t('posting:mentions.title')}>
      <Select label={t('posting:mentions.whom')} hint={t(`posting:mentions.hint.${mentions}`)} value={mentions} onChange={({ target }) => onChange({ mentions: hookMentionsSchema.parse(target.value) })}>
        {hookMentionsSchema.options.map((one) => (
          <option key={one} value={one}>
            {t(`posting:mentions.as.${one}`)}
          </option>
        ))}
      </Select>
      {mentions === 'named' && <NamedPicker named={named} error={errors.named} onChange={(chosen) => onChange({ named: chosen })} />}
      {mentions !== 'nobody' && (
        <TextField label={t('posting:mentions.perHour')} optional hint={t('posting:mentions.perHourHint')} error={errors.mentionsPerHour} inputMode="numeric" value={mentionsPerHour} onChange={({ target }) => onChange({ mentionsPerHour: target.value })} />
      )}
      <p className="hint">{t('posting:mentions.untold')}</p>
    </FormPart>
  )
}

/** Who left the workspace is not offered, and falls out with the next change. */
function NamedPicker({ named, error, onChange }: { named: RulesValues['named']; error: string | undefined; onChange: (named: RulesValues['named']) => void }) {
  const people = usePeople().data ?? []
  const chosen = named.flatMap((id) => people.find((person) => person.id === id)?.username ?? [])
  const idsOf = (usernames: readonly string[]): RulesValues['named'] => usernames.flatMap((username) => people.find((person) => person.username === username)?.id ?? [])
  return (
    <PeoplePicker label={t('posting:mentions.named')} hint={t(chosen.length === 0 ? 'posting:mentions.namedNobody' : 'posting:mentions.namedHint')} error={error} people={people} chosen={chosen} max={MOST_NAMED} onChange={(usernames) => onChange(idsOf(usernames))} />
  )
}
