/** The one catalogue of words: `t('area:key', { values })`, in the language of the preference `look.language`. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en/index.ts'
import { perLocale } from './per-locale.ts'
import { replaceKeys } from './setting-labels.ts'
import { createSpeaker, type Refusals, type Speaker } from './say-refusal.ts'
import type { Words } from './words.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof en
  }
}

export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

interface Catalogue {
  readonly words: Words
  /** What the server says of broken rules. */
  readonly refusals: Refusals
}

/** English is always there; another language is fetched when it is first wanted. */
const catalogues: Record<Exclude<Language, 'en'>, () => Promise<Catalogue>> = {
  de: async () => {
    const [{ de }, { refusals }] = await Promise.all([import('./de/index.ts'), import('./de/refusals/index.ts')])
    return { words: de, refusals }
  },
}

const speakers = new Map<string, Speaker>()

void i18next.use(initReactI18next).init({
  resources: { en },
  lng: 'en',
  fallbackLng: 'en',
  ns: Object.keys(en),
  defaultNS: 'common',
  // React escapes.
  interpolation: { escapeValue: false },
  // Drawn as they are where a sentence has them, so that only links and components must be handed to <Trans>.
  react: { useSuspense: false, transKeepBasicHtmlNodesFor: ['b', 'bdi', 'br', 'code', 'kbd', 'strong'] },
  initAsync: false,
})

const plainNumber = perLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }))
/** `{{count, number}}` in a text. */
i18next.services.formatter?.add('number', (value: number) => plainNumber(currentLocale()).format(value))

/** The words for `key` in the language of now. Call it while drawing: after a change of language the whole window is drawn anew. */
export const t = i18next.t

/** A sentence of the server, which speaks English, in the language of now; as it came where the catalogue does not know it. */
export const sayRefusal = (sentence: string): string => nameSettings(speakers.get(currentLanguage())?.say(sentence) ?? sentence)

/** The same for what became of a request: one sentence or more. */
export const sayDetail = (text: string): string => nameSettings(speakers.get(currentLanguage())?.sayAll(text) ?? text)

/** Settings are called as the window calls them; sentences of the server have their keys, which the command line takes. */
export const nameSettings = (text: string): string => replaceKeys(text, (label, isInside) => (isInside ? t('settings:named', { label: t(label) }) : t(label)))

/** The language that a preference means here. */
export function decideLanguage(wanted: Language | 'system'): Language {
  if (wanted !== 'system') return wanted
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en'
}

let wanted: Language = 'en'

/** Speaks `language` from now on. Resolves when its words are there; the last call wins. */
export async function setLanguage(language: Language): Promise<void> {
  wanted = language
  await load(language)
  if (wanted !== language) return
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  document.documentElement.dir = i18next.dir(language)
}

export const currentLanguage = (): string => i18next.language

export const currentDirection = (): 'ltr' | 'rtl' => i18next.dir()

/** For Intl: the language of now with the region of this system, where the system speaks it ("en-GB"). */
export function currentLocale(): string {
  const language = currentLanguage()
  return navigator.languages.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language
}

function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag)
}

async function load(language: Language): Promise<void> {
  if (language === 'en' || i18next.hasResourceBundle(language, 'common')) return
  const { words, refusals } = await catalogues[language]()
  speakers.set(language, createSpeaker(refusals))
  for (const [area, texts] of Object.entries(words)) i18next.addResourceBundle(language, area, texts)
}
