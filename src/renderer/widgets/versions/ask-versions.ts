/** Whose versions are asked for: kept apart from the dialog, so that a row does not know what is drawn in it. */
import { create } from 'zustand'
import type { Message } from '#shared/contract/message.ts'

export const useAskedVersions = create<{ readonly message: Message | null }>(() => ({ message: null }))

export const askVersions = (message: Message): void => useAskedVersions.setState({ message })

export const closeVersions = (): void => useAskedVersions.setState({ message: null })
