/** Says in a channel what was done to it. The words are the window's; the text is for readers without a catalogue. */
import type { MessageId } from '#shared/contract/ids.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Context } from '../../context.ts'
import type { ChannelRow } from '../../store/channels.ts'
import type { Tx } from '../../store/connection.ts'
import { withoutHook } from './build-message.ts'
import { commitPost } from './commit-post.ts'

export interface SystemNote {
  readonly system: 'joined' | 'left' | 'added' | 'removed' | 'renamed' | 'purpose' | 'restored' | 'pinned' | 'listening' | 'unlistening'
  /** Usernames. */
  readonly who?: readonly string[]
  readonly value?: string
  /** In English, as Markdown. */
  readonly text: string
}

export function postSystemMessage(ctx: Context, tx: Tx, channel: ChannelRow, by: Person, { system, who = [], value = '', text }: SystemNote): void {
  const body = {
    messageId: ctx.newId<MessageId>(),
    type: 'system' as const,
    authorId: by.id,
    text,
    ...withoutHook,
    props: { system, by: by.username, who: [...who], value },
  }
  commitPost(ctx, tx, body, { channel, author: by, hookName: null })
}
