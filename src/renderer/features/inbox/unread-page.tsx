/** The page "Catch up": every channel with unread messages, how many, the first of them, and a way to be done with it. */
import { useQueryClient } from '@tanstack/react-query'
import { CheckCheck, ChevronRight, MessagesSquare, PartyPopper } from 'lucide-react'
import { useRef, useState } from 'react'
import { Link } from 'wouter'
import type { Person } from '#shared/contract/person.ts'
import { threadsPath } from '#renderer/lib/format/channel-path.ts'
import { useChannels, useEverybody, usePeople, useUnreads } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'
import { useMutedHooks } from '#renderer/widgets/muted-hook/mute-hook.tsx'
import { useRowKeys } from '#renderer/widgets/message-actions/use-row-keys.ts'
import { arrangeUnread, type WaitingChannel } from './arrange-unread.ts'
import { EntryBones } from './entry-bones.tsx'
import { InboxPage } from './inbox-page.tsx'
import { countWaiting, MutedHookLine } from './muted-hook-line.tsx'
import { markAllRead } from './mutations.ts'
import { UnreadChannelSection } from './unread-channel.tsx'

export function UnreadPage({ me }: { me: Person }) {
  const unreads = useUnreads()
  const channels = useChannels()
  const people = usePeople()
  const everybody = useEverybody()
  const place = useRef<HTMLDivElement>(null)
  const keys = useRowKeys(place)
  const muted = useMutedHooks()
  const isLoaded = muted.data !== undefined && unreads.data !== undefined && channels.data !== undefined && people.data !== undefined
  const waiting = isLoaded ? arrangeUnread({ states: unreads.data.channels, channels: channels.data, people: everybody, me }) : []
  const quiet = (muted.data ?? []).filter((hook) => countWaiting(hook) > 0)
  const threads = unreads.data?.threads.unread ?? 0
  const isSome = waiting.length > 0 || threads > 0 || quiet.length > 0
  const all = [unreads, channels, people, muted]
  const problem = all.find(({ error }) => error !== null)?.error ?? null
  return (
    <InboxPage title={t('inbox:unreadTitle')} lead={t('inbox:unreadLead')} actions={isSome && <MarkAllRead waiting={waiting} />}>
      {isLoaded && !isSome && (
        <div className="centre">
          <Empty icon={PartyPopper} title={t('inbox:unreadEmpty')} text={t('inbox:unreadEmptyText')} />
        </div>
      )}
      {isLoaded && isSome && (
        <div className="entries" role="group" aria-label={t('inbox:unreadTitle')} tabIndex={0} ref={place} {...keys}>
          {threads > 0 && <ThreadsWaiting count={threads} />}
          {waiting.map((one) => (
            <UnreadChannelSection key={one.channel.id} waiting={one} me={me} />
          ))}
          {quiet.map((hook) => (
            <MutedHookLine key={hook.id} hook={hook} channels={channels.data} me={me} />
          ))}
        </div>
      )}
      {!isLoaded && problem === null && <EntryBones />}
      {!isLoaded && problem !== null && (
        <LoadProblem title={t('inbox:loadFailed')} error={problem} busy={all.some(({ isFetching }) => isFetching)} onRetry={() => void Promise.all(all.map((query) => query.refetch()))} />
      )}
    </InboxPage>
  )
}

function MarkAllRead({ waiting }: { waiting: readonly WaitingChannel[] }) {
  const cache = useQueryClient()
  const [isBusy, setIsBusy] = useState(false)
  const handleClick = async (): Promise<void> => {
    setIsBusy(true)
    await markAllRead(cache, waiting.map(({ channel, state, handle }) => ({ channelId: channel.id, lastRead: state.lastRead, title: handle })))
    setIsBusy(false)
  }
  return (
    <Button busy={isBusy} onClick={() => void handleClick()}>
      <CheckCheck className="icon" />
      {t('inbox:markAllRead')}
    </Button>
  )
}

function ThreadsWaiting({ count }: { count: number }) {
  return (
    <Link href={threadsPath} className="waiting-threads">
      <MessagesSquare className="icon" />
      <span className="grow">{t('inbox:threadsWaiting', { count })}</span>
      <ChevronRight className="icon icon--14" />
    </Link>
  )
}
