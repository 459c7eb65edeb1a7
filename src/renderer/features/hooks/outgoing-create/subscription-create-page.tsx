/** Adds an outgoing webhook, then shows its token and secret once. */
import '#renderer/ui/page.css'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useLocation } from 'wouter'
import type { Session } from '#shared/contract/rpc/session.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { Button } from '#renderer/ui/button.tsx'
import { PageHead } from '#renderer/ui/page-head.tsx'
import { t } from '#renderer/text/i18n.ts'
import { CameBack } from '../came-back.tsx'
import { FormProblem } from '../form-problem.tsx'
import { everything } from '../hook-form.ts'
import { HooksCrumb } from '../hooks-crumb.tsx'
import { isFull, LimitNote, LimitReached } from '../limit-note.tsx'
import { outgoingPath } from '../paths.ts'
import { useSubscriptionDraft } from '../outgoing-form/subscription-draft.ts'
import { SubscriptionFormFields } from '../outgoing-form/subscription-form-fields.tsx'
import { emptySubscriptionForm, fieldOfRefusal, fieldsOf, resolveSubscriptionForm, type SubscriptionFormValues } from '../outgoing-form/subscription-form.ts'
import { useCreateSubscription } from '../outgoing/mutations.ts'
import { OutgoingOffNote } from '../outgoing/outgoing-off-note.tsx'
import { useOutgoingRoom } from '../outgoing/queries.ts'
import { SubscriptionReady } from './subscription-ready.tsx'

interface Created {
  subscription: Subscription
  token: string
  secret: string
}

export function SubscriptionCreatePage({ session }: { session: Session }) {
  const [created, setCreated] = useState<Created | null>(null)
  return created === null ? <CreateForm session={session} onCreated={setCreated} /> : <SubscriptionReady {...created} />
}

function CreateForm({ session, onCreated }: { session: Session; onCreated: (created: Created) => void }) {
  const form = useForm<SubscriptionFormValues>({ defaultValues: emptySubscriptionForm, resolver: resolveSubscriptionForm })
  const create = useCreateSubscription()
  const draft = useSubscriptionDraft('new', form)
  const room = useOutgoingRoom().data
  const [, navigate] = useLocation()
  const { errors, isDirty } = form.formState

  const handleSubmit = form.handleSubmit(async (values) => {
    form.clearErrors()
    try {
      const created = await create.mutateAsync(fieldsOf(values))
      draft.forget()
      onCreated(created)
    } catch (error) {
      const refusal = toErrorBody(error)
      form.setError(fieldOfRefusal(refusal) ?? 'root', { message: refusal.message }, { shouldFocus: true })
    }
  })

  const handleDiscard = (): void => {
    form.reset(emptySubscriptionForm, everything)
    draft.forget()
  }

  // Who has begun to type keeps what was typed.
  if (isFull(room) && !isDirty) return <LimitReached kind="outgoing" room={room} session={session} />
  return (
    <div className="page">
      <PageHead crumb={<HooksCrumb kind="outgoing" />} title={t('outgoing:add')} lead={t('outgoing:addLead')} />
      <OutgoingOffNote session={session} />
      <div className="page__in">
        <form className="hookform outform" onSubmit={(event) => void handleSubmit(event)} noValidate>
          {draft.cameBack && isDirty && <CameBack withoutSecrets={draft.withoutSecrets} onDiscard={handleDiscard} />}
          <SubscriptionFormFields form={form} owner={session.me.username} me={session.me} />
          <FormProblem message={errors.root?.message} />
          {isFull(room) && <LimitNote kind="outgoing" room={room} session={session} />}
          <div className="hookform__row">
            <Button type="submit" kind="primary" busy={create.isPending}>
              {t('hooks:create')}
            </Button>
            <Button kind="quiet" onClick={() => (draft.forget(), navigate(outgoingPath))}>
              {t('common:cancel')}
            </Button>
          </div>
        </form>
      </div>
    </div>
  )
}
