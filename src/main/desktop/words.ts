/** The shell's words in the language of now: the one that the window speaks. */
import { app } from 'electron'
import type { Preferences } from '#shared/contract/preference.ts'
import { de } from './text/de.ts'
import { en, type ShellWords } from './text/en.ts'

const catalogues: Readonly<Record<'en' | 'de', ShellWords>> = { en, de }

let wanted: Preferences['look.language'] = 'system'

/** @returns whether that changed something. */
export function setShellLanguage(language: Preferences['look.language']): boolean {
  const before = words()
  wanted = language
  return words() !== before
}

/** Ask each time: the language can change while the app runs. */
export function words(): ShellWords {
  if (wanted !== 'system') return catalogues[wanted]
  const known = app.getPreferredSystemLanguages().map((tag) => tag.slice(0, 2)).find((tag) => tag === 'en' || tag === 'de')
  return catalogues[known ?? 'en']
}
