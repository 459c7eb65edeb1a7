/** A thread put together: its list, the composer that replies to it, and what is not sent yet. */
import { useQueryClient } from '@tanstack/react-query'
import type { Channel } from '#shared/contract/channel.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import { UnsentNote } from '#renderer/features/channel/index.ts'
import { ClosedBar, isClosed } from '#renderer/features/channel-details/index.ts'
import { Composer } from '#renderer/features/composer/index.ts'
import { ComposerLock, useClosedBecause } from '#renderer/features/team/index.ts'
import { ThreadPanel } from '#renderer/features/thread/index.ts'
import { sendMessage } from '#renderer/lib/writing/outbox.ts'
import { closePanel, type Panel } from '#renderer/lib/screen/panel.ts'
import { useEverybody, usePeople } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'

export interface ThreadBesideProps {
  panel: Panel & { readonly kind: 'thread' }
  channel: Channel
  me: Person
}

export function ThreadBeside({ panel, channel, me }: ThreadBesideProps) {
  const people = useEverybody()
  const rootId = panel.rootId as MessageId
  return (
    <ThreadPanel
      key={rootId}
      channel={channel}
      me={me}
      people={people}
      rootId={rootId}
      messageId={panel.messageId ?? null}
      onClose={closePanel}
      unsentNote={(entry) => <UnsentNote entry={entry} />}
      composer={(root) => <ThreadComposer channel={channel} me={me} root={root} />}
    />
  )
}

function ThreadComposer({ channel, me, root }: { channel: Channel; me: Person; root: Message }) {
  const cache = useQueryClient()
  const closedBecause = useClosedBecause()
  const people = usePeople().data
  if (closedBecause === null && isClosed(channel, me, people)) return <ClosedBar channel={channel} me={me} />
  return (
    <Composer
      channelId={channel.id}
      threadRootId={root.id}
      placeholder={placeholderFor(root)}
      closedBecause={closedBecause}
      note={<ComposerLock channel={channel} />}
      onSend={(post) => sendMessage(cache, { channelId: channel.id, threadRootId: root.id, ...post })}
    />
  )
}

/** "Reply to Mara": a first name is enough for a person; a hook is called as it shows itself. */
function placeholderFor(root: Message): string {
  if (root.deletedAt !== null || root.type === 'system') return t('thread:reply')
  return t('thread:replyTo', { name: root.bot ? root.username : firstName(root.username) })
}

const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? name
