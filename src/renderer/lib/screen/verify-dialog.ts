/** Whose safety number is being compared: cards and lists open the dialog, the app shows it. */
import { create } from 'zustand'

export const useVerifyDialog = create<{ readonly username: string | null }>(() => ({ username: null }))

export const openVerifyDialog = (username: string): void => useVerifyDialog.setState({ username })
export const closeVerifyDialog = (): void => useVerifyDialog.setState({ username: null })
