/** The one catalogue of words: `t('area:key', { values })`, in the language of the preference `look.language`. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { de } from './de/index.ts'
import { en } from './en/index.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof en
  }
}

export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

void i18next.use(initReactI18next).init({
  resources: { en, de },
  lng: 'en',
  fallbackLng: 'en',
  ns: Object.keys(en),
  defaultNS: 'common',
  // React escapes.
  interpolation: { escapeValue: false },
  initAsync: false,
})

/** The words for `key` in the language of now. Call it while drawing: after a change of language the whole window is drawn anew. */
export const t = i18next.t

/** The language that a preference means here. */
export function decideLanguage(wanted: Language | 'system'): Language {
  if (wanted !== 'system') return wanted
  const offered = navigator.languages.map((tag) => tag.slice(0, 2))
  return (offered.find((tag) => Object.hasOwn(languages, tag)) as Language | undefined) ?? 'en'
}

export function setLanguage(language: Language): void {
  void i18next.changeLanguage(language)
  document.documentElement.lang = language
  document.documentElement.dir = i18next.dir(language)
}

export const currentLanguage = (): string => i18next.language
