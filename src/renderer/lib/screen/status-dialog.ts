/** Whether the dialog for my status is open: the title bar's menu and my card open it, the app shows it. */
import { create } from 'zustand'

export const useStatusDialog = create<{ readonly open: boolean }>(() => ({ open: false }))

export const openStatusDialog = (): void => useStatusDialog.setState({ open: true })
export const closeStatusDialog = (): void => useStatusDialog.setState({ open: false })
