/** Whether a row goes without a head, because the one above it says who speaks. */
import type { Message } from '#shared/contract/message.ts'

const GROUP_MS = 5 * 60_000

/** Same person, or same hook under the same name and picture; a changed name always gets its own head with the badge. */
export function isContinued(above: Message, message: Message): boolean {
  return (
    message.type !== 'system' &&
    above.type === message.type &&
    above.author === message.author &&
    above.hookId === message.hookId &&
    above.username === message.username &&
    above.iconUrl === message.iconUrl &&
    above.iconEmoji === message.iconEmoji &&
    message.createdAt - above.createdAt < GROUP_MS
  )
}
