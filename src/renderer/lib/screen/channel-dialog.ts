/** Which dialog about channels is open: menus, shortcuts and the palette open it, the app shows it. State of this screen. */
import { create } from 'zustand'

export type ChannelDialog =
  | { readonly kind: 'new-channel' | 'direct' | 'new-person' }
  /** About one channel. */
  | { readonly kind: 'add-people' | 'rename' | 'leave' | 'archive'; readonly channelId: string }

export const useChannelDialog = create<{ readonly dialog: ChannelDialog | null }>(() => ({ dialog: null }))

export const openChannelDialog = (dialog: ChannelDialog): void => useChannelDialog.setState({ dialog })
export const closeChannelDialog = (): void => useChannelDialog.setState({ dialog: null })
