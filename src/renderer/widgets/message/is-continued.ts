/** When a row needs no head of its own, because the one above is by the same sender. */
import type { Message } from '#shared/contract/message.ts'
import { cardOf } from '#renderer/lib/format/message-card.ts'

const GROUP_MS = 5 * 60_000

/** `/me`: the text says what its author does. */
export const isAction = (message: Message): boolean => message.type === 'message' && message.props?.['action'] === 'me'

/** What only a head can show; the message below would look as if it were said of that, too. */
const needsHead = (message: Message): boolean => message.priority !== null || message.test === true || cardOf(message) !== null

/** What is said in another form, or said no longer, begins and ends a group. */
const standsAlone = (message: Message): boolean => message.type === 'system' || isAction(message) || (message.deletedAt ?? null) !== null

/** Same person, or same hook under the same name and picture; a changed name always gets its own head with the badge. */
export function isContinued(above: Message, message: Message): boolean {
  return (
    !standsAlone(message) &&
    !standsAlone(above) &&
    !needsHead(message) &&
    !needsHead(above) &&
    above.type === message.type &&
    above.author === message.author &&
    above.hookId === message.hookId &&
    above.subscriptionId === message.subscriptionId &&
    above.username === message.username &&
    above.iconUrl === message.iconUrl &&
    above.iconEmoji === message.iconEmoji &&
    above.ownerPicture === message.ownerPicture &&
    above.caseId === message.caseId &&
    above.caseState === message.caseState &&
    message.createdAt - above.createdAt < GROUP_MS
  )
}
