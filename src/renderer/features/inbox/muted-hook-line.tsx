/** One line of the page "Catch up" for all that a webhook wrote that I muted; it opens to show the last of it. */
import { useQuery } from '@tanstack/react-query'
import { BellOff, ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { UNREAD_LIMIT, type MutedHook } from '#shared/contract/unread.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { unreadText } from '#renderer/lib/format/unread-text.ts'
import { t } from '#renderer/text/i18n.ts'
import { LiveMessage } from '#renderer/widgets/message-actions/live-message.tsx'
import { useMentions } from '#renderer/widgets/message-body/use-mentions.ts'
import { PreviewState } from './preview-state.tsx'

export interface MutedHookLineProps {
  hook: MutedHook
  channels: readonly Channel[]
  me: Person
}

export const countWaiting = ({ waiting }: MutedHook): number => Math.min(UNREAD_LIMIT, waiting.reduce((sum, { count }) => sum + count, 0))

export function MutedHookLine({ hook, channels, me }: MutedHookLineProps) {
  const [isOpen, setIsOpen] = useState(false)
  const count = countWaiting(hook)
  const Sign = isOpen ? ChevronDown : ChevronRight
  return (
    <div className={isOpen ? 'catch' : undefined}>
      <button type="button" className="waiting-threads" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <BellOff className="icon" />
        <span className="grow">{t('inbox:mutedHook', { count, shown: unreadText(count), name: hook.name })}</span>
        <Sign className="icon icon--14" />
      </button>
      {isOpen && <LastOf hook={hook} channels={channels} me={me} />}
    </div>
  )
}

function LastOf({ hook, channels, me }: MutedHookLineProps) {
  const mentions = useMentions()
  const page = useQuery({ queryKey: keys.mutedMessages(hook.id), queryFn: () => rpc.hooks.mutedMessages({ id: hook.id }) })
  if (page.data === undefined) return <PreviewState page={page} />
  return page.data.map((message) => (
    <LiveMessage key={message.id} message={message} channel={channels.find(({ id }) => id === message.channelId) ?? null} me={me} mentions={mentions} context="list" continued={false} />
  ))
}
