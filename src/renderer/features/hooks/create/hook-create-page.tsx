/** The form that adds a webhook; once it is saved, the page that shows its address takes its place, at an address of its own. */
import '#renderer/ui/page.css'
import '../page.css'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Redirect, useLocation, useParams } from 'wouter'
import type { Hook, MintedAddress } from '#shared/contract/hook.ts'
import type { HookId } from '#shared/contract/ids.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { getDialect } from '#shared/dialects/index.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { useChannels } from '#renderer/lib/data/queries.ts'
import { Button } from '#renderer/ui/button.tsx'
import { PageHead } from '#renderer/ui/page-head.tsx'
import { t } from '#renderer/text/i18n.ts'
import { CameBack } from '../came-back.tsx'
import { FormPreview } from '../form-preview.tsx'
import { FormProblem } from '../form-problem.tsx'
import { HookFormFields } from '../hook-form-fields.tsx'
import { emptyHookForm, everything, fieldOfRefusal, fieldsOf, resolveHookForm, type HookFormValues } from '../hook-form.ts'
import { HooksCrumb } from '../hooks-crumb.tsx'
import { isFull, LimitNote, LimitReached } from '../limit-note.tsx'
import { useCreateHook } from '../mutations.ts'
import { hookPath, hooksPath, readyPath } from '../paths.ts'
import { useHookRoom } from '../queries.ts'
import { useCreateDraft } from './create-draft.ts'
import { DialectPicker } from './dialect-picker.tsx'
import { HookReady } from './hook-ready.tsx'

interface Created {
  hook: Hook
  addresses: MintedAddress[]
}

/** Whoever asks for another webhook meanwhile gets the form; a page of an address that nobody knows any more leads to what is known of it. */
export function HookCreatePage({ session }: { session: Session }) {
  const [created, setCreated] = useState<Created | null>(null)
  const [, navigate] = useLocation()
  const { ready } = useParams<{ ready?: string }>()
  const handleCreated = (next: Created): void => {
    setCreated(next)
    navigate(readyPath(next.hook.id), { replace: true })
  }
  if (ready === undefined) return <HookCreateForm session={session} onCreated={handleCreated} />
  return created?.hook.id === ready ? <HookReady key={ready} hook={created.hook} addresses={created.addresses} /> : <Redirect to={hookPath(ready as HookId, 'addresses')} replace />
}

function HookCreateForm({ session, onCreated }: { session: Session; onCreated: (created: Created) => void }) {
  const channel = useWantedChannel()
  const form = useForm<HookFormValues>({ values: { ...emptyHookForm, channel }, resetOptions: { keepDirtyValues: true }, resolver: resolveHookForm })
  const create = useCreateHook()
  const { cameBack, dialect, chooseDialect, forget } = useCreateDraft(form)
  const room = useHookRoom().data
  const [, navigate] = useLocation()
  const { errors, isDirty } = form.formState

  const handleSubmit = form.handleSubmit(async (values) => {
    form.clearErrors()
    try {
      const created = await create.mutateAsync({ ...fieldsOf(values), dialects: [dialect] })
      forget()
      onCreated(created)
    } catch (error) {
      const refusal = toErrorBody(error)
      // The line about the limit says it, and what to do.
      if (refusal.code === 'limit_reached') return
      form.setError(fieldOfRefusal(refusal) ?? 'root', { message: refusal.message }, { shouldFocus: true })
    }
  })

  const handleDiscard = (): void => {
    form.reset({ ...emptyHookForm, channel }, everything)
    forget()
  }

  // Who has begun to type keeps what was typed.
  if (isFull(room) && !isDirty) return <LimitReached room={room} session={session} />
  return (
    <div className="page">
      <PageHead crumb={<HooksCrumb kind="incoming" />} title={t('hooks:add')} lead={t('hooks:addLead')} />
      <div className="page__in formpage">
        <form className="hookform" onSubmit={(event) => void handleSubmit(event)} noValidate>
          {cameBack && isDirty && <CameBack onDiscard={handleDiscard} />}
          <HookFormFields form={form} />
          <fieldset>
            <legend className="label">{t('hooks:firstAddress')}</legend>
            <DialectPicker value={dialect} onChange={chooseDialect} />
            <p className="hint">{t('hooks:firstAddressHint')}</p>
          </fieldset>
          <FormProblem message={errors.root?.message} />
          {isFull(room) && <LimitNote room={room} session={session} />}
          <div className="hookform__row">
            <Button type="submit" kind="primary" busy={create.isPending}>
              {t('hooks:create')}
            </Button>
            <Button kind="quiet" onClick={() => (forget(), navigate(hooksPath))}>
              {t('common:cancel')}
            </Button>
          </div>
        </form>
        <FormPreview control={form.control} nameWithout={getDialect(dialect).nameWithout} />
      </div>
    </div>
  )
}

/** The id of the channel that the address of this page names; '' for none. */
function useWantedChannel(): string {
  const { channel: name } = useParams<{ channel?: string }>()
  const { data: channels } = useChannels()
  return channels?.find((channel) => channel.name === name)?.id ?? ''
}
