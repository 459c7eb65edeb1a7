/** The text that a sender put beside a message, whole, under the same head as the message. */
import './card-panel.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Info } from 'lucide-react'
import { useMemo } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { cardOf } from '#renderer/lib/format/message-card.ts'
import type { MessageWindow } from '#renderer/lib/data/message-window.ts'
import { closePanel } from '#renderer/lib/screen/panel.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { PanelHeader } from '#renderer/ui/panel-header.tsx'
import { MessageBones } from '#renderer/widgets/message/message-bones.tsx'
import { MessageRow } from '#renderer/widgets/message/message-row.tsx'
import { useMentions } from '#renderer/widgets/message-body/use-mentions.ts'
import { isConversation } from '#renderer/lib/data/may-in-channel.ts'

export interface CardPanelProps {
  channel: Channel
  messageId: string
}

export function CardPanel({ channel, messageId }: CardPanelProps) {
  return (
    <>
      <PanelHeader title={t('message:card.title')} about={isConversation(channel) ? undefined : <bdi>{`# ${channel.name}`}</bdi>} closeLabel={t('message:card.close')} onClose={closePanel} />
      <div className="card-panel" tabIndex={0} role="group" aria-label={t('message:card.title')}>
        <Content channel={channel} messageId={messageId} />
      </div>
    </>
  )
}

function Content({ channel, messageId }: CardPanelProps) {
  const cache = useQueryClient()
  // The row that it was opened from is in the list; asked for anew, because it may have been deleted since.
  const listed = (): Message | undefined => cache.getQueryData<MessageWindow>(keys.messages(channel.id))?.messages.find(({ id }) => id === messageId)
  const { data, error, isFetching, refetch } = useQuery({ queryKey: keys.message(messageId), queryFn: () => rpc.messages.show({ id: messageId }), placeholderData: listed })
  const card = data && cardOf(data)
  if (data !== undefined && typeof card === 'string') return <Card message={data} card={card} />
  if (data === undefined && error !== null && toErrorBody(error).code !== 'not_found')
    return (
      <Empty icon={Info} title={t('message:card.failed')} text={toErrorBody(error).message}>
        <Button busy={isFetching} onClick={() => void refetch()}>
          {t('common:tryAgain')}
        </Button>
      </Empty>
    )
  if (data === undefined && error === null) return <Bones />
  return <Empty icon={Info} title={t('message:card.gone')} text={t('message:card.goneText')} />
}

const nothingElse = { attachments: [], files: [], props: {}, priority: null, caseId: null, caseState: null, editedAt: null } satisfies Partial<Message>

/** Nobody is told by it, so nobody's name is marked as theirs. */
function Card({ message, card }: { message: Message; card: string }) {
  const mentions = useMentions()
  const told = useMemo(() => ({ ...mentions, me: '' }), [mentions])
  const shown = useMemo(
    (): Message => ({ ...message, ...nothingElse, id: `${message.id}.card` as MessageId, text: card, mentions: message.mentions === 'all' ? 'people' : message.mentions }),
    [message, card],
  )
  return <MessageRow message={shown} continued={false} mentions={told} />
}

function Bones() {
  return (
    <div aria-busy="true">
      <MessageBones name="110px" lines={['82%', '64%']} face="square" />
    </div>
  )
}
