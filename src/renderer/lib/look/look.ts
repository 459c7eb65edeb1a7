/** How this window looks: what my preferences say, put on the page as attributes, and remembered so that the next first paint is right. */
import { create } from 'zustand'
import { preferenceDefaults, preferenceSchemas, type PreferenceKey, type Preferences } from '#shared/contract/preference.ts'
import { decideLanguage, setLanguage } from '#renderer/text/i18n.ts'
import { setClock } from '../format/format-time.ts'

export type LookKey = Extract<PreferenceKey, `look.${string}`>
export type Look = Pick<Preferences, LookKey>

const lookKeys = Object.keys(preferenceSchemas).filter((key): key is LookKey => key.startsWith('look.'))
const STORED = 'hookline.look'

interface LookState {
  readonly look: Look
  /** Grows when words or times change: the window is then drawn anew, because both are read while drawing. */
  readonly drawn: number
}

export const useLook = create<LookState>(() => ({ look: pickLook(preferenceDefaults), drawn: 0 }))

/** Before the first paint, so that a dark room stays dark. */
export function applyStoredLook(): void {
  const look = readStoredLook()
  useLook.setState({ look })
  putOnPage(look)
  setClock(look['look.clock'])
}

/** Applies what the preferences say, at once; nothing happens while they say the same. */
export async function applyLook(preferences: Preferences): Promise<void> {
  const before = useLook.getState().look
  const look = pickLook(preferences)
  if (lookKeys.every((key) => before[key] === look[key])) return
  localStorage.setItem(STORED, JSON.stringify(look))
  useLook.setState({ look })
  putOnPage(look)
  if (before['look.clock'] === look['look.clock'] && before['look.language'] === look['look.language']) return
  setClock(look['look.clock'])
  await setLanguage(decideLanguage(look['look.language']))
  useLook.setState(({ drawn }) => ({ drawn: drawn + 1 }))
}

function putOnPage(look: Look): void {
  const { dataset, style } = document.documentElement
  setOrDelete(dataset, 'theme', look['look.theme'])
  setOrDelete(dataset, 'density', look['look.density'])
  setOrDelete(dataset, 'motion', look['look.motion'])
  style.setProperty('--scale', String(look['look.size'] / 100))
}

/** What the system or the comfortable default decides has no attribute. */
function setOrDelete(dataset: DOMStringMap, name: string, value: string): void {
  if (value === 'system' || value === 'comfortable') delete dataset[name]
  else dataset[name] = value
}

/** Each value is checked alone: one that an older or newer version wrote falls back to its default. */
function readStoredLook(): Look {
  const stored = parse(localStorage.getItem(STORED))
  const entries = lookKeys.map((key) => {
    const checked = preferenceSchemas[key].safeParse(stored[key])
    return [key, checked.success ? checked.data : preferenceDefaults[key]] as const
  })
  return Object.fromEntries(entries) as unknown as Look
}

function parse(json: string | null): Partial<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json ?? '{}')
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

function pickLook(preferences: Preferences): Look {
  return Object.fromEntries(lookKeys.map((key) => [key, preferences[key]])) as unknown as Look
}
