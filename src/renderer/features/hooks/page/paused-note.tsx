/** Says over its page why a webhook is paused, with the button that ends it: whoever may manage it takes it over, or switches it on again. */
import { CirclePause } from 'lucide-react'
import { Trans } from 'react-i18next'
import { FAILING_PAUSE, isOwnerPause, type Hook, type OwnerPause } from '#shared/contract/hook.ts'
import { useSession } from '#renderer/lib/data/queries.ts'
import { Button } from '#renderer/ui/button.tsx'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useUpdateHook } from '../mutations.ts'
import { PageNote } from '../page-note.tsx'
import { requestPath } from '../paths.ts'
import { useHookHealth, useOwnerName } from '../queries.ts'

export function PausedNote({ hook }: { hook: Hook }) {
  if (isOwnerPause(hook.pausedReason)) return <Ownerless hook={hook} reason={hook.pausedReason} />
  return hook.pausedReason === FAILING_PAUSE ? <Failed hook={hook} /> : null
}

function Ownerless({ hook, reason }: { hook: Hook; reason: OwnerPause }) {
  const me = useSession().data?.me
  const owner = useOwnerName()(hook.owner)
  const { mutate, isPending, error } = useUpdateHook()
  const handleTakeOver = (): void => {
    if (me) mutate({ id: hook.id, owner: me.username }, { onSuccess: ({ name }) => toast({ tone: 'ok', text: t('hooks:paused.takenOver', { name }) }) })
  }
  return (
    <PageNote icon={CirclePause} overTabs text={<Trans ns="hooks" i18nKey={`paused.${reason}`} values={{ owner }} />} error={error}>
      <Button size="small" busy={isPending} disabled={me === undefined} onClick={handleTakeOver}>
        {t('hooks:paused.takeOver')}
      </Button>
    </PageNote>
  )
}

function Failed({ hook }: { hook: Hook }) {
  const refusal = useHookHealth(hook.id).data?.lastRefusal ?? null
  const { mutate, isPending, error } = useUpdateHook()
  const handleResume = (): void => mutate({ id: hook.id, enabled: true }, { onSuccess: ({ name }) => toast({ tone: 'ok', text: t('health:resumed', { name }) }) })
  return (
    <PageNote icon={CirclePause} overTabs text={<Trans ns="health" i18nKey="pausedNote" />} error={error}>
      {refusal !== null && (
        <ButtonLink size="small" kind="quiet" href={requestPath(hook.id, refusal.verdictId)}>
          {t('health:showRefusal')}
        </ButtonLink>
      )}
      <Button size="small" busy={isPending} onClick={handleResume}>
        {t('health:resume')}
      </Button>
    </PageNote>
  )
}
