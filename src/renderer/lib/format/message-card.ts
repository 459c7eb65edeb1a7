/** What a sender says about a message beside it: Mattermost's `props.card`. */
import type { Message } from '#shared/contract/message.ts'

/** Markdown; null for a message without. Only tools have one, and only as text. */
export function cardOf({ type, deletedAt, props }: Pick<Message, 'type' | 'deletedAt' | 'props'>): string | null {
  const card = props['card']
  return type === 'webhook' && deletedAt === null && typeof card === 'string' && card.trim() !== '' ? card : null
}
