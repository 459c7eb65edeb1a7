/** Says that a webhook is paused because of what became of its owner, with the button that ends it: whoever may manage it takes it over. */
import '../limit-note.css'
import { CirclePause } from 'lucide-react'
import { Trans } from 'react-i18next'
import type { Hook } from '#shared/contract/hook.ts'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { useSession } from '#renderer/lib/queries.ts'
import { Button } from '#renderer/ui/button.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useUpdateHook } from '../mutations.ts'
import { useOwnerName } from '../queries.ts'

export function OwnerlessNote({ hook }: { hook: Hook }) {
  const me = useSession().data?.me
  const owner = useOwnerName()(hook.owner)
  const { mutate, isPending, error } = useUpdateHook()
  if (hook.pausedReason !== 'owner_removed' && hook.pausedReason !== 'owner_is_guest') return null
  const handleTakeOver = (): void => {
    if (me) mutate({ id: hook.id, owner: me.username }, { onSuccess: ({ name }) => toast({ tone: 'ok', text: t('hooks:paused.takenOver', { name }) }) })
  }
  return (
    <div className="limitnote limitnote--tabs" role="status">
      <CirclePause className="icon" />
      <p className="grow">
        <Trans ns="hooks" i18nKey={`paused.${hook.pausedReason}`} values={{ owner }} />
        {error !== null && <span role="alert"> {toErrorBody(error).message}</span>}
      </p>
      <Button size="small" busy={isPending} disabled={me === undefined} onClick={handleTakeOver}>
        {t('hooks:paused.takeOver')}
      </Button>
    </div>
  )
}
