/** The fields of an outgoing webhook, edited in place; asks first when its receiver may not be ready for the change. */
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import type { Person } from '#shared/contract/person.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { formatAbsolute } from '#renderer/lib/format/format-time.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { PersonAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { t } from '#renderer/text/i18n.ts'
import { CameBack } from '../came-back.tsx'
import { FormFoot } from '../form-foot.tsx'
import { FormProblem } from '../form-problem.tsx'
import { everything } from '../hook-form.ts'
import { useOwnerName } from '../queries.ts'
import { useSubscriptionDraft } from '../outgoing-form/subscription-draft.ts'
import { SubscriptionFormFields } from '../outgoing-form/subscription-form-fields.tsx'
import { fieldOfRefusal, fieldsOf, resolveSubscriptionForm, riskyChanges, valuesOf, type RiskyChange, type SubscriptionFormValues } from '../outgoing-form/subscription-form.ts'
import { useUpdateSubscription } from '../outgoing/mutations.ts'
import { showSaved } from '../use-kept-form.ts'

export interface SubscriptionSettingsProps {
  subscription: Subscription
  me: Person
  /** Told when there is something to save, and when there no longer is. */
  onDirty: (dirty: boolean) => void
}

interface Asking {
  values: SubscriptionFormValues
  changes: readonly RiskyChange[]
}

export function SubscriptionSettings({ subscription, me, onDirty }: SubscriptionSettingsProps) {
  const form = useForm<SubscriptionFormValues>({ values: valuesOf(subscription), resetOptions: { keepDirtyValues: true }, resolver: resolveSubscriptionForm })
  const draft = useSubscriptionDraft(subscription.id, form)
  const update = useUpdateSubscription()
  const [asking, setAsking] = useState<Asking | null>(null)
  const { errors, isDirty } = form.formState
  useEffect(() => onDirty(isDirty), [isDirty, onDirty])

  const save = async (values: SubscriptionFormValues): Promise<void> => {
    const sent = structuredClone(form.getValues())
    try {
      const saved = await update.mutateAsync({ id: subscription.id, ...fieldsOf(values) })
      setAsking(null)
      draft.forget()
      showSaved(form, sent, valuesOf(saved))
      toast({ tone: 'ok', text: t('hooks:settingsSaved') })
    } catch (error) {
      setAsking(null)
      const refusal = toErrorBody(error)
      form.setError(fieldOfRefusal(refusal) ?? 'root', { message: refusal.message }, { shouldFocus: true })
    }
  }
  const handleSubmit = form.handleSubmit(async (values) => {
    const changes = riskyChanges(subscription, values)
    if (changes.length > 0) setAsking({ values, changes })
    else await save(values)
  })

  const handleDiscard = (): void => {
    form.reset(valuesOf(subscription), everything)
    draft.forget()
  }

  return (
    <div className="page">
      <div className="page__in">
        <form className="hookform outform" onSubmit={(event) => void handleSubmit(event)} noValidate>
          {draft.cameBack && isDirty && <CameBack withoutSecrets={draft.withoutSecrets} onDiscard={handleDiscard} />}
          <SubscriptionFormFields form={form} owner={subscription.owner} me={me} />
          <Owner subscription={subscription} />
          <FormProblem message={errors.root?.message} />
          <FormFoot isDirty={isDirty} busy={update.isPending} onDiscard={handleDiscard} />
        </form>
      </div>
      <AlertDialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={t('outgoing:risk.title')}
        effect={asking === null ? '' : t('outgoing:risk.effect', { changes: asking.changes.map((change) => t(`outgoing:risk.${change}`)).join(', ') })}
        confirmLabel={t('outgoing:risk.confirm')}
        busy={update.isPending}
        onConfirm={() => asking !== null && void save(asking.values)}
      />
    </div>
  )
}

function Owner({ subscription }: { subscription: Subscription }) {
  const name = useOwnerName()(subscription.owner)
  return (
    <div>
      <p className="label">{t('hooks:owner')}</p>
      <span className="chan">
        <PersonAvatar username={subscription.owner} name={name} size={20} />
        <bdi className="clip">{name}</bdi>
      </span>
      <p className="hint">{t('outgoing:ownerHint', { when: formatAbsolute(subscription.createdAt) })}</p>
    </div>
  )
}
