/** Under a message that its hook sent again and again: how often, from when to when, and every single time where one asks for it. */
import './repeats.css'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { Message } from '#shared/contract/message.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { formatAbsolute, formatCount, formatTime, formatTimeOrMoment } from '#renderer/lib/format/format-time.ts'
import { useToday } from '#renderer/lib/look/use-today.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'

export interface RepeatsProps {
  message: Message
  /** Whether it can be opened: not in a preview. */
  live: boolean
}

export function Repeats({ message, live }: RepeatsProps) {
  const [open, setOpen] = useState(false)
  const today = useToday()
  const { repeats } = message
  if (repeats === undefined) return null
  const times = t('message:repeats.times', { count: repeats.count })
  return (
    <div className="many">
      <span className="many__count" role="img" aria-label={times} title={times}>
        ×{formatCount(repeats.count)}
      </span>
      <span className="many__span">{t('message:repeats.span', { first: formatTime(message.createdAt), last: formatTimeOrMoment(repeats.lastAt, today, message.createdAt) })}</span>
      {live && (
        <Button kind="quiet" size="small" onClick={() => setOpen(true)} aria-haspopup="dialog">
          {t('message:repeats.show', { count: repeats.count })}
          <ChevronRight className="icon icon--14" />
        </Button>
      )}
      {live && (
        <Dialog open={open} onClose={() => setOpen(false)} title={times} text={t('message:repeats.text')}>
          <div className="dialog__body">
            <Times message={message} />
          </div>
          <DialogButtons>
            <Button onClick={() => setOpen(false)}>{t('common:close')}</Button>
          </DialogButtons>
        </Dialog>
      )}
    </div>
  )
}

function Times({ message }: { message: Message }) {
  const pages = useInfiniteQuery({
    queryKey: keys.repeats(message.id),
    queryFn: ({ pageParam }) => rpc.messages.repeats({ messageId: message.id, ...(pageParam !== null && { before: pageParam }) }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextBefore }) => nextBefore,
    staleTime: 0,
    gcTime: 0,
  })
  if (pages.data === undefined)
    return pages.isError ? (
      <p role="alert">{toErrorBody(pages.error).message}</p>
    ) : (
      <div aria-busy="true">
        <Skeleton width="70%" />
      </div>
    )
  const times = pages.data.pages.flatMap((page) => page.times)
  const isWhole = !pages.hasNextPage
  return (
    <>
      <ol className="times" aria-label={t('message:repeats.list')} tabIndex={0}>
        {times.map(({ number, at, requestId }) => (
          <Line key={number} number={number} at={at} requestId={requestId} />
        ))}
        {isWhole && times.length === 0 && <li className="times__note">{t('message:repeats.elsewhere')}</li>}
        {isWhole && <Line number={1} at={message.createdAt} requestId="" />}
      </ol>
      {!isWhole && (
        <Button size="small" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('message:repeats.earlier')}
        </Button>
      )}
    </>
  )
}

function Line({ number, at, requestId }: { number: number; at: number; requestId: string }) {
  return (
    <li className="times__line">
      <span className="times__number">{formatCount(number)}</span>
      <time dateTime={new Date(at).toISOString()}>{formatAbsolute(at)}</time>
      <span className="times__request clip" title={requestId === '' ? undefined : t('message:repeats.request', { id: requestId })}>
        {requestId}
      </span>
    </li>
  )
}
