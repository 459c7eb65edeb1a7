/** The content of "Why was I notified?": the reason, what I chose for the channel, and the controls that change it. */
import './why-notified.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { MessageId } from '#shared/contract/ids.ts'
import type { ChannelState, NotifyLevel, Unreads } from '#shared/contract/unread.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { patchData } from '#renderer/lib/data/patch-data.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { reasonText } from './reason-text.ts'

/** Put it into a popover or a dialog that has its own title. */
export function WhyNotified({ messageId }: { messageId: MessageId }) {
  const why = useQuery({ queryKey: keys.whyNotified(messageId), queryFn: () => explain(messageId), staleTime: 0, gcTime: 0 })
  if (why.data === undefined)
    return why.isError ? (
      <div className="why" role="alert">
        <p>{toErrorBody(why.error).message}</p>
        <Button size="small" busy={why.isFetching} onClick={() => void why.refetch()}>
          {t('common:tryAgain')}
        </Button>
      </div>
    ) : (
      <div className="why" aria-busy="true">
        <Skeleton width="82%" />
        <Skeleton width="64%" />
      </div>
    )
  return <Explained {...why.data} onChanged={() => void why.refetch()} />
}

async function explain(messageId: MessageId) {
  const [why, message] = await Promise.all([rpc.messages.whyNotified({ messageId }), rpc.messages.show({ id: messageId })])
  return { why, message }
}

const levels: readonly NotifyLevel[] = ['all', 'mentions', 'none']

function Explained({ why, message, onChanged }: Awaited<ReturnType<typeof explain>> & { onChanged: () => void }) {
  const cache = useQueryClient()
  const { reason, keyword, muted, level, hookMuted } = why
  const change = async (wanted: { notify?: NotifyLevel; muted?: boolean }): Promise<void> => {
    try {
      const state = await rpc.channels.setPreference({ channel: message.channelId, ...wanted })
      patchData<Unreads>(cache, keys.unreads, (unreads) => withState(unreads, state))
      onChanged()
    } catch (error) {
      toast({ tone: 'bad', text: toErrorBody(error).message })
    }
  }
  return (
    <div className="why">
      <p className="why__reason">{hookMuted ? t('inbox:whyHookMuted') : reason === null ? t('inbox:whyNot') : reasonText({ reason, keyword, text: message.text })}</p>
      <p className="soft">{muted ? t('inbox:whyMuted') : t(`inbox:whyLevel.${level}`)}</p>
      <Row label={t('inbox:whyTell')}>
        <Segment label={t('inbox:whyTell')} value={level} onChange={(notify) => void change({ notify })} options={levels.map((value) => ({ value, label: t(`inbox:level.${value}`) }))} />
      </Row>
      <Row label={t('inbox:whyMute')}>
        <Switch label={t('inbox:whyMute')} checked={muted} onChange={(next) => void change({ muted: next })} />
      </Row>
    </div>
  )
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="why__row">
      <span className="grow" aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  )
}

function withState(unreads: Unreads, state: ChannelState): Unreads {
  return { ...unreads, channels: unreads.channels.map((one) => (one.channelId === state.channelId ? state : one)) }
}
