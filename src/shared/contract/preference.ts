/** How one person wants the app: look, times, notifications. Kept on this device, per person, never a change. */
import { z } from 'zod'
import { notifyLevelSchema } from './unread.ts'

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write the time as 22:00')

export const preferenceSchemas = {
  'look.theme': z.enum(['system', 'light', 'dark']),
  'look.density': z.enum(['comfortable', 'compact']),
  /** Size of the interface in percent. */
  'look.size': z.union([z.literal(90), z.literal(100), z.literal(110), z.literal(125)]),
  'look.clock': z.enum(['system', '12', '24']),
  'look.motion': z.enum(['system', 'reduced']),
  'look.language': z.enum(['system', 'en', 'de']),
  'notify.level': notifyLevelSchema,
  /** Words that count like my name; each at most 64 characters. */
  'notify.keywords': z.array(z.string().trim().min(1).max(64)).max(50),
  'notify.sound': z.boolean(),
  /** Whether a notification shows the beginning of the text. */
  'notify.preview': z.boolean(),
  /** Whether this face may show notifications outside its window. */
  'notify.outside': z.boolean(),
  /** ms since epoch until when nothing is shown; null for not now. */
  'notify.pausedUntil': z.int().nullable(),
  /** Every day between these times of day nothing is shown, in the face's own time zone; null for never. */
  'notify.quietHours': z.object({ from: timeOfDay, to: timeOfDay }).nullable(),
  /** Names of sidebar sections that are folded. */
  'sidebar.folded': z.array(z.string().max(64)).max(50),
  'sidebar.unreadOnly': z.boolean(),
  /** Emoji that I chose last, the newest first. */
  'emoji.recent': z.array(z.string().max(64)).max(32),
  'emoji.skinTone': z.int().min(0).max(5),
} as const

export type PreferenceKey = keyof typeof preferenceSchemas
export type Preferences = { [K in PreferenceKey]: z.output<(typeof preferenceSchemas)[K]> }

const preferenceKeys = Object.keys(preferenceSchemas) as PreferenceKey[]
export const preferenceKeySchema = z.enum(preferenceKeys as [PreferenceKey, ...PreferenceKey[]])
export const preferencesSchema = z.object(preferenceSchemas)

export const preferenceDefaults: Preferences = {
  'look.theme': 'system',
  'look.density': 'comfortable',
  'look.size': 100,
  'look.clock': 'system',
  'look.motion': 'system',
  'look.language': 'system',
  'notify.level': 'mentions',
  'notify.keywords': [],
  'notify.sound': false,
  'notify.preview': true,
  'notify.outside': false,
  'notify.pausedUntil': null,
  'notify.quietHours': null,
  'sidebar.folded': [],
  'sidebar.unreadOnly': false,
  'emoji.recent': [],
  'emoji.skinTone': 0,
}
