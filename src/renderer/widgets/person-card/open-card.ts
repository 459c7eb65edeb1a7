/** Which person's card is open and beside what: one card serves all names on the screen, so that a row costs only a button. */
import { create } from 'zustand'

export interface OpenCard {
  readonly username: string
  /** The button that opened it: the card stands beside it, and focus goes back to it. */
  readonly anchor: HTMLElement
}

export const useOpenCard = create<{ readonly card: OpenCard | null }>(() => ({ card: null }))

export const openCard = (card: OpenCard): void => useOpenCard.setState({ card })
export const closeCard = (): void => useOpenCard.setState({ card: null })
