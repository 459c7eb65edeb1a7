/** The message that a request posted, as people see it. */
import './posted-message.css'
import type { Hook } from '#shared/contract/hook.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { MessageRow } from '#renderer/widgets/message/message-row.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useMentions, usePostedMessage } from './queries.ts'

export function PostedMessage({ hook, id }: { hook: Hook; id: MessageId }) {
  const { data, error } = usePostedMessage(hook.id, id)
  const mentions = useMentions()
  if (data !== undefined)
    return (
      <div className="preview">
        <MessageRow message={data} continued={false} mentions={mentions} />
      </div>
    )
  if (error !== null) return <p className="card__in soft">{t('hooks:messageNotLoadedBecause', { why: toErrorBody(error).message })}</p>
  return (
    <div className="card__in" aria-busy="true">
      <Skeleton width="60%" />
    </div>
  )
}
