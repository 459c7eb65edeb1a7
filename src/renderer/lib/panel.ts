/** Which panel stands beside the channel: a thread, facts about the channel, or nothing. State of this screen. */
import { create } from 'zustand'

export type DetailsTab = 'about' | 'members' | 'pinned' | 'files' | 'notifications'

export type Panel =
  | { readonly kind: 'thread'; readonly channelId: string; readonly rootId: string; /** A reply to show and mark. */ readonly messageId?: string }
  | { readonly kind: 'details'; readonly channelId: string; readonly tab: DetailsTab }

export const usePanel = create<{ readonly panel: Panel | null }>(() => ({ panel: null }))

export function openPanel(panel: Panel): void {
  usePanel.setState({ panel })
}

export function closePanel(): void {
  usePanel.setState({ panel: null })
}
