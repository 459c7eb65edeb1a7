/** Which panel stands beside the page: a thread, facts about a channel, its cases, what belongs to a message, or nothing; and what opened it. State of this screen. */
import { create } from 'zustand'

export type DetailsTab = 'about' | 'members' | 'webhooks' | 'pinned' | 'files' | 'notifications'

export type Panel =
  | { readonly kind: 'thread'; readonly channelId: string; readonly rootId: string; /** A reply to show and mark. */ readonly messageId?: string }
  | { readonly kind: 'details'; readonly channelId: string; readonly tab: DetailsTab }
  | { readonly kind: 'cases'; readonly channelId: string }
  /** What its sender says about a message beside it. */
  | { readonly kind: 'card'; readonly channelId: string; readonly messageId: string }

export const usePanel = create<{ readonly panel: Panel | null }>(() => ({ panel: null }))

let opener: Element | null = null

/** Remembers what has the focus now, so that closing gives it back; a panel opened out of a panel keeps the first opener. */
export function openPanel(panel: Panel): void {
  const focused = document.activeElement
  if (focused?.closest(PANEL) == null) opener = focused
  usePanel.setState({ panel })
}

export function closePanel(): void {
  usePanel.setState({ panel: null })
}

/** The frame of the panel in the document. */
export const PANEL = '[data-region="panel"]'

/**
 * Gives the focus back after `closed` went: to what opened it, else to the row of its root, else to the list. Does nothing when
 * the focus is somewhere by now.
 */
export function returnFocus(closed: Panel): void {
  if (document.activeElement !== null && document.activeElement !== document.body) return
  const rowId = closed.kind === 'thread' ? closed.rootId : closed.kind === 'card' ? closed.messageId : null
  const row = rowId === null ? null : document.querySelector(`[data-message-id="${rowId}"]`)
  for (const place of [opener, row, document.querySelector('[role="log"]')]) {
    if (!(place instanceof HTMLElement) || place === document.body) continue
    place.focus()
    if (document.activeElement === place) return
  }
}
