/** A name, a shape and "Add": the webhook is there at once, with its URL shown this once. */
import { Plus } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import { hookFieldsSchema, type DialectId } from '#shared/contract/hook.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { dialects } from '#shared/dialects/index.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Select } from '#renderer/ui/select.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { t } from '#renderer/text/i18n.ts'
import { dialectLabel } from '../dialect-label.ts'
import { FormProblem } from '../form-problem.tsx'
import { isFull, LimitNote } from '../limit-note.tsx'
import { useCreateHook } from '../mutations.ts'
import { useHookRoom } from '../queries.ts'
import type { MadeHook } from './new-hook-card.tsx'

export interface AddChannelHookProps {
  channel: Channel
  session: Session
  onMade: (made: MadeHook) => void
}

export function AddChannelHook({ channel, session, onMade }: AddChannelHookProps) {
  const [name, setName] = useState('')
  const [dialect, setDialect] = useState<DialectId>(dialects[0]?.id ?? 'any')
  const [nameProblem, setNameProblem] = useState<string>()
  const create = useCreateHook()
  const room = useHookRoom().data
  const refusal = create.error === null ? undefined : toErrorBody(create.error)

  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault()
    const problem = checkName(name)
    setNameProblem(problem)
    if (problem !== undefined) return
    create.mutate(
      { channel: channel.id, name, dialects: [dialect] },
      {
        onSuccess: ({ hook, addresses: [address] }) => {
          if (address !== undefined) onMade({ hook, address })
        },
      },
    )
  }

  if (isFull(room)) return <LimitNote room={room} session={session} />
  return (
    <form className="details__sect" onSubmit={handleSubmit} noValidate aria-label={t('integrations:channel.add')}>
      <h3 className="details__head">{t('integrations:channel.add')}</h3>
      <div className="addhook">
        <TextField
          label={t('hooks:name')}
          error={nameProblem ?? (refusal?.field === 'name' ? refusal.message : undefined)}
          value={name}
          onChange={(event) => (setName(event.target.value), setNameProblem(undefined))}
        />
        <Select label={t('integrations:channel.shape')} value={dialect} onChange={(event) => setDialect(event.target.value as DialectId)}>
          {dialects.map(({ id }) => (
            <option key={id} value={id}>
              {dialectLabel(id)}
            </option>
          ))}
        </Select>
      </div>
      <FormProblem message={refusal !== undefined && refusal.field !== 'name' && refusal.code !== 'limit_reached' ? refusal.message : undefined} />
      <div className="details__line">
        <Button type="submit" busy={create.isPending}>
          <Plus className="icon" />
          {t('integrations:channel.addDo')}
        </Button>
      </div>
    </form>
  )
}

function checkName(name: string): string | undefined {
  return hookFieldsSchema.shape.name.safeParse(name).success ? undefined : t('integrations:channel.nameLength')
}
