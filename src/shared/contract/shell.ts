/** What a window may ask of the desktop shell around it, and what the shell tells the window. In a browser there is no shell. */
import { z } from 'zod'

/** A language as spell checkers name it: `de`, `en-GB`. */
const spellLanguageSchema = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/)

/** Sizes of everything in the window, in percent, as the keys go through them. */
export const zoomSteps = [50, 67, 80, 90, 100, 110, 125, 150, 175, 200] as const

export const shellSettingsSchema = z.object({
  startAtLogin: z.boolean(),
  /** Closing the window only hides it. */
  closeToTray: z.boolean(),
  /** Whether notifications of the system show the text. */
  showPreviews: z.boolean(),
  /** Empty: nothing is checked, except where the system checks by its own means. */
  spellLanguages: z.array(spellLanguageSchema).max(8),
  zoom: z.literal(zoomSteps),
  checkForUpdates: z.boolean(),
  /** Where newer versions are announced: the folder in which electron-builder's latest*.yml lie. Null: nobody is asked. Set in desktop.json by hand; no page can. */
  updateFeed: z.url({ protocol: /^https?$/ }).nullable(),
})
export type ShellSettings = z.output<typeof shellSettingsSchema>

export const updateStateSchema = z.discriminatedUnion('kind', [
  /** No feed is set: nothing is asked of anybody. */
  z.object({ kind: z.literal('noFeed') }),
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('checking') }),
  z.object({ kind: z.literal('current') }),
  z.object({ kind: z.literal('available'), version: z.string() }),
  z.object({ kind: z.literal('failed'), problem: z.string() }),
])
export type UpdateState = z.output<typeof updateStateSchema>

export interface ShellState {
  readonly settings: ShellSettings
  /** What the spell checker knows; empty where the system checks by its own means. */
  readonly spellChoices: readonly string[]
  readonly updates: UpdateState
  /** The name of this profile; null for the usual one. */
  readonly profile: string | null
}

/** Exactly one setting, with its new value. */
export const shellChangeSchema = shellSettingsSchema
  .omit({ updateFeed: true })
  .partial()
  .strict()
  .refine((change) => Object.keys(change).length === 1, 'Change one setting at a time.')
export type ShellChange = Partial<Omit<ShellSettings, 'updateFeed'>>

/** What the window asks; the answer is always the whole state. */
export const shellCallSchema = z.discriminatedUnion('call', [
  z.strictObject({ call: z.literal('read') }),
  z.strictObject({ call: z.literal('set'), change: shellChangeSchema }),
  z.strictObject({ call: z.literal('checkForUpdates') }),
])
export type ShellCall = z.output<typeof shellCallSchema>

/** What a native menu can make the window do. */
export const windowCommands = ['newChannel', 'newDirect', 'palette', 'searchHere', 'settings', 'desktopSettings', 'shortcuts', 'about'] as const
export type WindowCommand = (typeof windowCommands)[number]

/** What the shell tells people through the window. */
export const shellNotices = ['serverRestarted', 'windowReloaded'] as const
export type ShellNotice = (typeof shellNotices)[number]

/** Set by the preload script; absent in a plain browser. */
export interface HooklineDesktop {
  readonly platform: string
  readonly shell: {
    /** @throws Error whose message is a sentence for people. */
    call(call: ShellCall): Promise<ShellState>
  }
}

/** What the preload script passes on to the page, as `data` of a message event of the window itself. */
export type DesktopMessage =
  | { readonly type: 'hookline:open'; readonly path: unknown }
  /** An invite link came from outside: shown, never followed by itself. */
  | { readonly type: 'hookline:join'; readonly link: unknown }
  | { readonly type: 'hookline:command'; readonly command: unknown }
  | { readonly type: 'hookline:notice'; readonly notice: unknown }
  | { readonly type: 'hookline:shell'; readonly state: unknown }
  /** The server broke: every line to it is dead, and a new one can be asked for. */
  | { readonly type: 'hookline:lost' }
