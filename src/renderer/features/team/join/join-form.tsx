/** Who one is in the other workspace, what this device is called there, and the button that joins. */
import { useForm, type Resolver } from 'react-hook-form'
import { z } from 'zod'
import { displayNameSchema, usernameSchema, type Person } from '#shared/contract/person.ts'
import { joinSchema } from '#shared/contract/team.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'

const whoSchema = z.object({ username: usernameSchema, displayName: displayNameSchema, deviceName: joinSchema.shape.deviceName })
export type Who = z.output<typeof whoSchema>

export interface JoinFormProps {
  me: Person
  /** The workspace here that is set aside; null for one that is as it was made. */
  replaces: object | null
  error: Error | null
  onJoin: (who: Who) => void
}

export function JoinForm({ me, replaces, error, onJoin }: JoinFormProps) {
  const { register, handleSubmit, formState } = useForm<Who>({ defaultValues: { username: me.username, displayName: me.displayName, deviceName: suggestDevice(me.username) }, resolver: resolveWho })
  const { errors } = formState
  const refusal = error === null ? undefined : toErrorBody(error)
  const refusedFor = (field: keyof Who): string | undefined => errors[field]?.message ?? (refusal?.field === field ? refusal.message : undefined)
  const isOfField = refusal?.field !== undefined && Object.hasOwn(whoSchema.shape, refusal.field)
  return (
    <form className="join__form" noValidate onSubmit={(event) => void handleSubmit(onJoin)(event)}>
      <TextField label={t('team:join.displayName')} autoComplete="name" dir="auto" maxLength={64} autoFocus error={refusedFor('displayName')} {...register('displayName')} />
      <TextField label={t('team:join.username')} hint={t('team:join.usernameHint')} autoComplete="username" spellCheck={false} maxLength={64} error={refusedFor('username')} {...register('username')} />
      <TextField label={t('team:join.deviceName')} hint={t('team:join.deviceHint')} dir="auto" maxLength={64} error={refusedFor('deviceName')} {...register('deviceName')} />
      {refusal !== undefined && !isOfField && (
        <p className="dialog__problem" role="alert">
          {refusal.message}
        </p>
      )}
      <Button kind="primary" size="large" type="submit">
        {replaces === null ? t('team:join.join') : t('team:join.joinInstead')}
      </Button>
    </form>
  )
}

const resolveWho: Resolver<Who> = (values) => {
  const { data, error } = whoSchema.safeParse({ ...values, username: values.username.trim().toLowerCase() })
  if (data !== undefined) return { values: data, errors: {} }
  const { username, displayName, deviceName } = z.flattenError(error).fieldErrors
  return {
    values: {},
    errors: {
      ...(username && { username: { type: 'invalid', message: t('team:join.usernameWrong') } }),
      ...(displayName && { displayName: { type: 'invalid', message: t('team:join.nameNeeded') } }),
      ...(deviceName && { deviceName: { type: 'invalid', message: t('team:join.deviceNeeded') } }),
    },
  }
}

/** Something to recognise it by; the name of the computer is not ours to know in a browser. */
function suggestDevice(username: string): string {
  const system = /mac/i.test(navigator.userAgent) ? 'mac' : /windows/i.test(navigator.userAgent) ? 'windows' : 'linux'
  return `${username}-${system}`.slice(0, 64)
}
