/** Welcome: two names, and what is true of this app from the first minute. */
import './first-run.css'
import { CircleAlert, Database, UserRound } from 'lucide-react'
import { useForm, type Resolver } from 'react-hook-form'
import { Trans } from 'react-i18next'
import { z } from 'zod'
import { displayNameSchema } from '#shared/contract/person.ts'
import { workspaceNameSchema } from '#shared/contract/workspace.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { useListener, useSession } from '#renderer/lib/data/queries.ts'
import { Button } from '#renderer/ui/button.tsx'
import { HookIcon } from '#renderer/ui/hook-icon.tsx'
import { Logo } from '#renderer/ui/logo.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { t } from '#renderer/text/i18n.ts'
import { LineArt } from './line-art.tsx'
import { useSetUp } from './mutations.ts'

export function FirstRunPage({ onJoin }: { onJoin: () => void }) {
  const session = useSession()
  return (
    <main className="welcome">
      {session.data && <WelcomeForm workspaceName={session.data.workspace.name} displayName={session.data.me.displayName} onJoin={onJoin} />}
      <div className="welcome__art">
        <LineArt />
      </div>
    </main>
  )
}

const namesSchema = z.object({ workspaceName: workspaceNameSchema, displayName: displayNameSchema })
type Names = z.output<typeof namesSchema>

function WelcomeForm({ onJoin, ...defaults }: Names & { onJoin: () => void }) {
  const setUp = useSetUp()
  const { register, handleSubmit, setError, formState } = useForm<Names>({ defaultValues: defaults, resolver: resolveNames })
  const { errors } = formState
  const submit = handleSubmit(async (names) => {
    try {
      await setUp.mutateAsync(names)
    } catch (error) {
      const { field, message } = toErrorBody(error)
      setError(field === 'workspaceName' || field === 'displayName' ? field : 'root', { message })
    }
  })
  return (
    <form className="welcome__form" onSubmit={(event) => void submit(event)} noValidate>
      <Logo size="large" />
      <h1>{t('firstRun:title')}</h1>
      <p className="welcome__lead">{t('firstRun:lead')}</p>
      <div className="welcome__fields">
        <TextField size="large" label={t('firstRun:workspaceName')} autoFocus error={errors.workspaceName?.message} {...register('workspaceName')} />
        <TextField size="large" label={t('firstRun:displayName')} autoComplete="name" error={errors.displayName?.message} {...register('displayName')} />
        {errors.root !== undefined && (
          <p className="welcome__problem" role="alert">
            <CircleAlert className="icon" />
            {errors.root.message}
          </p>
        )}
        <Button type="submit" kind="primary" size="large" busy={setUp.isPending}>
          {t('firstRun:create')}
        </Button>
        <Button kind="quiet" onClick={onJoin}>
          {t('team:join.firstRun')}
        </Button>
      </div>
      <Facts />
    </form>
  )
}

const resolveNames: Resolver<Names> = (values) => {
  const { data, error } = namesSchema.safeParse(values)
  if (data !== undefined) return { values: data, errors: {} }
  const { workspaceName, displayName } = z.flattenError(error).fieldErrors
  return {
    values: {},
    errors: {
      ...(workspaceName && { workspaceName: { type: 'invalid', message: t('firstRun:workspaceNameWrong') } }),
      ...(displayName && { displayName: { type: 'invalid', message: t('firstRun:displayNameWrong') } }),
    },
  }
}

/** Only what holds today. */
function Facts() {
  const { data: listener } = useListener()
  const isListening = listener?.state === 'listening'
  return (
    <ul className="welcome__facts">
      <li>
        <HookIcon className="icon" />
        {isListening ? (
          <span>
            <Trans ns="firstRun" i18nKey="postTo" values={{ host: new URL(listener.url).host }} />
          </span>
        ) : (
          <span>{t('firstRun:postHere')}</span>
        )}
      </li>
      <li>
        <Database className="icon" />
        <span>{t('firstRun:storedHere')}</span>
      </li>
      <li>
        <UserRound className="icon" />
        <span>{t('firstRun:noAccount')}</span>
      </li>
    </ul>
  )
}
