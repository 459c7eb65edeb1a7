/** A number of unread messages as it is shown: counting stops where nobody counts any more. */
import { UNREAD_LIMIT } from '#shared/contract/unread.ts'

export const unreadText = (count: number): string => (count >= UNREAD_LIMIT ? `${UNREAD_LIMIT - 1}+` : String(count))
