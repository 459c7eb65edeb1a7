/** One channel: head, messages and composer put together. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Hash } from 'lucide-react'
import { useEffect } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { MessageList } from '#renderer/features/channel/index.ts'
import { ChannelHeader, ClosedBar, isClosed } from '#renderer/features/channel-details/index.ts'
import { Composer, putBack } from '#renderer/features/composer/index.ts'
import { newHookPath } from '#renderer/features/hooks/index.ts'
import { channelTitle } from '#renderer/lib/channel-title.ts'
import { rpc } from '#renderer/lib/client.ts'
import { isConversation } from '#renderer/lib/may-in-channel.ts'
import { sendMessage } from '#renderer/lib/outbox.ts'
import { keys } from '#renderer/lib/query-keys.ts'
import { usePeople } from '#renderer/lib/queries.ts'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { HookIcon } from '#renderer/ui/hook-icon.tsx'
import { ConnectionBanner, ListenerBanner } from './banners.tsx'
import { useChannelByName } from './use-channel-by-name.ts'

export function ChannelPage({ name, session }: { name: string; session: Session }) {
  const { channel, isPending } = useChannelByName(name)
  const people = usePeople()
  // Names are tinted in messages, so who there is must be known before one is drawn.
  if (channel !== undefined && !people.isPending) return <ChannelPane key={channel.id} channel={channel} session={session} people={people.data ?? noPeople} />
  return (
    <section className="pane" aria-busy={isPending || people.isPending}>
      <ConnectionBanner />
      {!isPending && channel === undefined && (
        <Empty icon={Hash} title={`There is no channel “${name}”`} text="It may be private, archived or renamed.">
          <ButtonLink href="/" kind="primary">
            Go to the first channel
          </ButtonLink>
        </Empty>
      )}
    </section>
  )
}

const noPeople: readonly Person[] = []

function ChannelPane({ channel, session, people }: { channel: Channel; session: Session; people: readonly Person[] }) {
  const cache = useQueryClient()
  const { me, may } = session
  const { title } = channelTitle(channel, me.username, people)
  const hooks = useQuery({ queryKey: keys.hooks, queryFn: () => rpc.hooks.list(), enabled: may.manageHooks })
  const hookCount = hooks.data?.filter((hook) => hook.channelId === channel.id && hook.enabled).length ?? 0
  const handle = isConversation(channel) ? title : `#${channel.name}`
  useEffect(() => void (document.title = `${title} · Hookline`), [title])
  return (
    <section className="pane" aria-label={title}>
      <ChannelHeader channel={channel} me={me} people={people} hooks={may.manageHooks ? { count: hookCount, href: '/integrations/incoming' } : null} />
      <ConnectionBanner />
      <ListenerBanner />
      <MessageList
        channel={channel}
        me={me}
        people={people}
        onEditUnsent={(text) => putBack(channel.id, text)}
        startActions={
          may.manageHooks && (
            <ButtonLink href={newHookPath(channel)}>
              <HookIcon className="icon" />
              Add a webhook
            </ButtonLink>
          )
        }
      />
      {isClosed(channel, me) ? (
        <ClosedBar channel={channel} me={me} />
      ) : (
        <Composer channelId={channel.id} placeholder={`Message ${handle}`} closedBecause={null} onSend={(text) => sendMessage(cache, { channelId: channel.id, text })} />
      )}
    </section>
  )
}
