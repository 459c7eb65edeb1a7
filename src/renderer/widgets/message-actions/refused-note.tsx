/** Under a message that the team did not take: why, and what can be done. Its words are kept until then. */
import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
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
  const discard = useMutation({ mutationFn: (again: boolean) => discardRefused(cache, message, again), onError: sayProblem })
  return (
    <span className="failed" role="alert">
      <TriangleAlert className="icon icon--14" />
      {reason === undefined ? t('message:unsent.refused') : t('message:unsent.failed', { reason })}
      <button type="button" disabled={discard.isPending} onClick={() => discard.mutate(true)}>
        {t('common:tryAgain')}
      </button>
      <button type="button" disabled={discard.isPending} onClick={() => discard.mutate(false)}>
        {t('message:unsent.discard')}
      </button>
    </span>
  )
}

/** It was refused for good: what is sent `again` is a new message with the same words, also when its row is out of sight by then. Exported for tests. */
export async function discardRefused(cache: QueryClient, message: Message, again: boolean): Promise<void> {
  await rpc.team.discardWaiting({ messageId: message.id })
  const { id, channelId, threadRootId, text, files } = message
  if (again) sendMessage(cache, { channelId, threadRootId, text, files, isAction: isAction(message) })
  patchMessage(cache, id, () => null)
}
