/** The message that a request became, or would become, and the button that sends it again. */
import '../posted-message.css'
import { RotateCcw } from 'lucide-react'
import { Link } from 'wouter'
import type { Hook } from '#shared/contract/hook.ts'
import type { VerdictId } from '#shared/contract/ids.ts'
import type { Inspected } from '#shared/contract/rpc/verdicts.ts'
import { messagePath } from '#renderer/lib/format/channel-path.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { Button, buttonClass } from '#renderer/ui/button.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { MessageRow } from '#renderer/widgets/message/message-row.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useMentions } from '../queries.ts'
import { describeVerdict, isRefusal } from '../reason-texts.ts'
import { useReplay } from './use-requests.ts'

export interface BecameCardProps {
  hook: Hook
  inspected: Inspected
  onOpen: (id: VerdictId) => void
}

export function BecameCard({ hook, inspected, onOpen }: BecameCardProps) {
  const { verdict, message, preview, replayProblem } = inspected
  const replay = useReplay(hook.id)
  const handleReplay = () =>
    replay.mutate(verdict.id, {
      onSuccess: (made) => {
        toast({ tone: isRefusal(made) ? 'bad' : 'ok', text: t('inspector:replayed', { what: describeVerdict(made, hook.channel).title }) })
        onOpen(made.id)
      },
    })
  return (
    <section className="card" aria-label={message ? t('hooks:became') : t('inspector:wouldBecome')}>
      <div className="card__head becamecard__head">
        <span className="grow">{message ? t('hooks:became') : t('inspector:wouldBecome')}</span>
        {message && (
          <Link className={buttonClass({ kind: 'quiet', size: 'small' })} href={messagePath(message)}>
            {t('hooks:showInChannel')}
          </Link>
        )}
        <Button size="small" busy={replay.isPending} disabled={replayProblem !== null} onClick={handleReplay}>
          <RotateCcw className="icon icon--14" />
          {t('inspector:replay')}
        </Button>
      </div>
      <Shown inspected={inspected} message={message ?? preview} />
      {replay.error !== null && (
        <p className="card__foot bad" role="alert">
          {toErrorBody(replay.error).message}
        </p>
      )}
      {replayProblem !== null && <p className="card__foot faint becamecard__note">{t(`inspector:replayProblem.${replayProblem}`)}</p>}
    </section>
  )
}

function Shown({ inspected: { verdict }, message }: { inspected: Inspected; message: Inspected['message'] }) {
  const mentions = useMentions()
  if (message === null) return <p className="card__in soft">{verdict.messageId === null ? t('inspector:noPreview') : t('inspector:messageGone')}</p>
  const isPreview = verdict.messageId === null
  return (
    <div className="preview" inert={isPreview}>
      <MessageRow message={message} continued={false} mentions={mentions} />
    </div>
  )
}
