/** The language of now, for a component that must be drawn anew when it changes. */
import { useSyncExternalStore } from 'react'
import { currentLanguage, onLanguageChange } from './i18n.ts'

export const useLanguage = (): string => useSyncExternalStore(onLanguageChange, currentLanguage)
