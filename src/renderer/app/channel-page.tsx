/** One channel: head, messages and composer put together. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Hash } from 'lucide-react'
import { useEffect } from 'react'
import { Trans } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { MessageList } from '#renderer/features/channel/index.ts'
import { ChannelHeader, ClosedBar, isClosed } from '#renderer/features/channel-details/index.ts'
import { Composer } from '#renderer/features/composer/index.ts'
import { hooksInPath, newHookPath } from '#renderer/features/hooks/index.ts'
import { ListeningBar } from '#renderer/features/listening/index.ts'
import { ComposerLock, SafetyLine, UnopenedLines, useClosedBecause } from '#renderer/features/team/index.ts'
import { channelTitle } from '#renderer/lib/format/channel-title.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { isConversation } from '#renderer/lib/data/may-in-channel.ts'
import { sendMessage } from '#renderer/lib/writing/outbox.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { useEverybody, usePeople } from '#renderer/lib/data/queries.ts'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { HookIcon } from '#renderer/ui/hook-icon.tsx'
import { t } from '#renderer/text/i18n.ts'
import { ConnectionBanner, ListenerBanner } from './banners.tsx'
import { useChannelByName } from './use-channel-by-name.ts'

export interface ChannelPageProps {
  name: string
  /** The message to show and mark. */
  messageId?: string | undefined
  session: Session
}

export function ChannelPage({ name, messageId, session }: ChannelPageProps) {
  const { channel, isPending } = useChannelByName(name, messageId ?? null)
  const people = usePeople()
  // Names are tinted in messages, so who there is must be known before one is drawn.
  if (channel !== undefined && !people.isPending) return <ChannelPane key={channel.id} channel={channel} messageId={messageId ?? null} session={session} people={people.data ?? noPeople} />
  return (
    <section className="pane" aria-busy={isPending || people.isPending}>
      <ConnectionBanner />
      {!isPending && channel === undefined && (
        <Empty icon={Hash} title={<Trans ns="app" i18nKey="noSuchChannel" values={{ name }} />} text={t('app:noSuchChannelText')}>
          <ButtonLink href="/" kind="primary">
            {t('app:firstChannel')}
          </ButtonLink>
        </Empty>
      )}
    </section>
  )
}

const noPeople: readonly Person[] = []

interface ChannelPaneProps {
  channel: Channel
  messageId: string | null
  session: Session
  people: readonly Person[]
}

function ChannelPane({ channel, messageId, session, people }: ChannelPaneProps) {
  const cache = useQueryClient()
  const { me, may } = session
  const [, navigate] = useLocation()
  const everybody = useEverybody()
  const { title } = channelTitle(channel, me.username, everybody)
  const closedBecause = useClosedBecause()
  const hooks = useQuery({ queryKey: keys.hooks, queryFn: () => rpc.hooks.list(), enabled: may.manageHooks })
  const hookCount = hooks.data?.filter((hook) => hook.channelId === channel.id && hook.enabled).length ?? 0
  const handle = isConversation(channel) ? title : `#${channel.name}`
  useEffect(() => void (document.title = t('app:windowTitle', { page: title })), [title])
  return (
    <section className="pane" aria-label={title}>
      <ChannelHeader channel={channel} me={me} people={everybody} hooks={may.manageHooks ? { count: hookCount, href: hooksInPath(channel) } : null} />
      <ConnectionBanner />
      <ListenerBanner />
      <ListeningBar channel={channel} me={me} />
      <SafetyLine channel={channel} me={me} />
      <MessageList
        channel={channel}
        me={me}
        targetId={messageId}
        startActions={
          may.manageHooks && (
            <ButtonLink href={newHookPath(channel)}>
              <HookIcon className="icon" />
              {t('app:addWebhook')}
            </ButtonLink>
          )
        }
      />
      <UnopenedLines channel={channel} />
      {closedBecause === null && isClosed(channel, me, people) ? (
        <ClosedBar channel={channel} me={me} />
      ) : (
        <Composer
          channelId={channel.id}
          placeholder={t('composer:placeholder', { name: handle })}
          closedBecause={closedBecause}
          note={<ComposerLock channel={channel} />}
          onSend={(post) => sendMessage(cache, { channelId: channel.id, ...post })}
          onOpenHooks={() => navigate(hooksInPath(channel))}
        />
      )}
    </section>
  )
}
