/** Where I said "unread from here": until I leave that channel or thread, seeing its end does not mark it read again. State of this screen. */
import { create } from 'zustand'

/** By channel id, or by root id for a thread: the position that counts as read. */
export const useHeldUnread = create<{ readonly held: Readonly<Record<string, number>> }>(() => ({ held: {} }))

export function holdUnread(placeId: string, position: number): void {
  useHeldUnread.setState(({ held }) => ({ held: { ...held, [placeId]: position } }))
}

/** When the place is left, or marked read on purpose. */
export function releaseUnread(placeId: string): void {
  useHeldUnread.setState(({ held }) => {
    const { [placeId]: _gone, ...rest } = held
    return placeId in held ? { held: rest } : { held }
  })
}
