/** The idea in one picture: a message travels a line from a tool to a channel. Drawn with the real rows, but only to look at. */
import '#renderer/ui/card.css'
import { Hash, Terminal } from 'lucide-react'
import type { ChannelId, HookId, MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import { blankMessage } from '#shared/core/blank-message.ts'
import { CodeView } from '#renderer/ui/code-view.tsx'
import { Pill } from '#renderer/ui/pill.tsx'
import { MessageRow } from '#renderer/widgets/message/message-row.tsx'
import { t } from '#renderer/text/i18n.ts'

export function LineArt() {
  return (
    <div className="art" aria-hidden="true" inert>
      <svg className="art__line" viewBox="0 0 620 560" fill="none">
        <path className="art__thread" d="M300 104C300 226 470 160 470 254" />
        <circle className="art__hook" cx="470" cy="258" r="4" />
        <path className="art__hook" d="M470 262v39a14 14 0 0 1-28 0v-17l11 10" />
        <circle className="art__float" cx="300" cy="104" r="7" />
      </svg>
      <div className="card art__tool">
        <div className="card__head">
          <Terminal className="icon" />
          <span className="grow">{t('firstRun:artTool')}</span>
          <Pill tone="ok">{t('firstRun:artAnswer')}</Pill>
        </div>
        <CodeView
          label=""
          code={[
            { text: 'curl', kind: 'name' },
            { text: ' -d', kind: 'keyword' },
            { text: ` '{"text":"${t('firstRun:artHook')}"}'`, kind: 'string' },
            { text: ' \\\n  http://127.0.0.1:4665/hooks/…' },
          ]}
        />
      </div>
      <div className="card art__channel">
        <div className="card__head">
          <Hash className="icon" />
          <span className="grow">town-square</span>
        </div>
        {messages().map((message) => (
          <MessageRow key={message.id} message={message} continued={false} mentions={nobody} />
        ))}
      </div>
    </div>
  )
}

const nobody = { known: new Set<string>(), me: '' }

const blank: Omit<Message, 'id' | 'type' | 'username' | 'text' | 'createdAt'> = {
  ...blankMessage,
  channel: 'town-square',
  channelId: 'art' as ChannelId,
  position: 0,
  author: 'priya',
}

const at = (minute: number): number => new Date(2026, 10, 20, 10, minute).getTime()

const messages = (): readonly Message[] => [
  {
    ...blank,
    id: 'art-hook' as MessageId,
    type: 'webhook',
    bot: true,
    hookId: 'deploy' as HookId,
    hookName: 'Deploy',
    username: 'Deploy',
    iconEmoji: 'rocket',
    text: t('firstRun:artHook'),
    createdAt: at(2),
  },
  { ...blank, id: 'art-person' as MessageId, type: 'message', username: 'Priya Raman', text: t('firstRun:artPerson'), createdAt: at(3) },
]
