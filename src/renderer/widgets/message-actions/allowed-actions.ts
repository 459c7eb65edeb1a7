/** What one can do to a message: one pure list, so that the bar, the menu and the keys offer the same. */
import type { Channel } from '#shared/contract/channel.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import { can } from '#shared/core/permissions.ts'
import type { MessageContext } from './live-message.tsx'

export type MessageAction = 'react' | 'reply' | 'save' | 'copyLink' | 'copyText' | 'edit' | 'delete' | 'pin' | 'markUnread' | 'follow' | 'why' | 'show' | 'muteHook' | 'closeCase' | 'reopenCase'

export interface MessagePlace {
  readonly message: Message
  readonly me: Person
  /** Null where I no longer see it. */
  readonly channel: Channel | null
  readonly context: MessageContext
}

export function allowedActions({ message, me, channel, context }: MessagePlace): ReadonlySet<MessageAction> {
  const facts = { channelType: channel?.type, isMember: channel?.members.includes(me.username) ?? false, isOwn: message.author === me.username }
  const isOpen = channel !== null && channel.archivedAt === null
  const isAlive = message.deletedAt === null && message.type !== 'system'
  const isMine = facts.isOwn && message.type === 'message'
  const hasThread = message.thread !== null || message.threadRootId !== null
  const mayPost = isOpen && isAlive && can('message.post', me, facts)
  const rules: Readonly<Record<MessageAction, boolean>> = {
    react: mayPost,
    reply: context !== 'thread' && channel !== null && (mayPost || hasThread),
    save: isAlive,
    copyLink: channel !== null,
    copyText: message.text !== '' && message.type !== 'system',
    edit: isOpen && isAlive && isMine && can('message.edit', me, facts),
    delete: isOpen && isAlive && can('message.delete', me, facts),
    pin: mayPost,
    markUnread: isOpen && facts.isMember,
    follow: facts.isMember && hasThread,
    why: isAlive && facts.isMember && !isMine,
    muteHook: isAlive && message.type === 'webhook' && message.hookId !== null,
    closeCase: mayPost && message.caseState === 'open',
    reopenCase: mayPost && message.caseState === 'closed',
    show: context === 'list' && channel !== null,
  }
  return new Set((Object.keys(rules) as MessageAction[]).filter((action) => rules[action]))
}
