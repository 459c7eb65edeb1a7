/** Under a message that the team did not take: why, and what can be done. Its words are kept until then. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import type { Message } from '#shared/contract/message.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { sendMessage } from '#renderer/lib/writing/outbox.ts'
import { patchMessage } from '#renderer/lib/data/patch-message.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { t } from '#renderer/text/i18n.ts'
import { sayProblem } from '../channel-actions/channel-calls.ts'
import { isAction } from '../message/is-continued.ts'

export function RefusedNote({ message }: { message: Message }) {
  const cache = useQueryClient()
  const refused = useQuery({ queryKey: keys.refused, queryFn: () => rpc.team.listRefused() })
  const reason = refused.data?.find(({ messageId }) => messageId === message.id)?.reason
  const discard = useMutation({
    mutationFn: () => rpc.team.discardWaiting({ messageId: message.id }),
    onSuccess: () => patchMessage(cache, message.id, () => null),
    onError: sayProblem,
  })
  /** It was refused for good: what is sent again is a new message with the same words. */
  const handleRetry = (): void => {
    const { channelId, threadRootId, text, files } = message
    discard.mutate(undefined, { onSuccess: () => sendMessage(cache, { channelId, threadRootId, text, files, isAction: isAction(message) }) })
  }
  return (
    <span className="failed" role="alert">
      <TriangleAlert className="icon icon--14" />
      {reason === undefined ? t('message:unsent.refused') : t('message:unsent.failed', { reason })}
      <button type="button" disabled={discard.isPending} onClick={handleRetry}>
        {t('common:tryAgain')}
      </button>
      <button type="button" disabled={discard.isPending} onClick={() => discard.mutate()}>
        {t('message:unsent.discard')}
      </button>
    </span>
  )
}
