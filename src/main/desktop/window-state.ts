/** Remembers where the window stands, whether it is maximised, and the language and theme of the last time, so that the first paint is right. */
import { join } from 'node:path'
import { screen, type BrowserWindow, type Rectangle } from 'electron'
import { z } from 'zod'
import { preferenceSchemas } from '#shared/contract/preference.ts'
import { boundsSchema, fitBounds } from './fit-bounds.ts'
import { readJsonFile, writeJsonFile } from './json-file.ts'
import { logProblem } from './shell-log.ts'

const stateSchema = z.object({
  bounds: boundsSchema.nullable(),
  maximised: z.boolean(),
  language: preferenceSchemas['look.language'],
  theme: preferenceSchemas['look.theme'],
})
export type WindowState = z.output<typeof stateSchema>

const first: WindowState = { bounds: null, maximised: false, language: 'system', theme: 'system' }

/** A window that is dragged moves sixty times a second. */
const SAVE_AFTER_MS = 500

export interface WindowMemory {
  /** As it was last time. */
  readonly state: WindowState
  /** Where a window may open now, on the screens of now: one that stands at `bounds`, or else as it was last time. */
  fit(bounds?: Rectangle): Rectangle
  /** Follows the window until it is closed. */
  follow(window: BrowserWindow): void
  /** Changes some of it and saves that. */
  remember(change: Partial<WindowState>): void
}

/** @param folder of the shell's own files. */
export function openWindowMemory(folder: string): WindowMemory {
  const path = join(folder, 'window-state.json')
  let state = readJsonFile(path, stateSchema, first)
  const save = (): void => {
    try {
      writeJsonFile(path, state)
    } catch (error) {
      logProblem('the window state could not be saved', error)
    }
  }
  return {
    get state() {
      return state
    },
    fit: (bounds) => fitBounds(bounds ?? state.bounds, workAreas()),
    follow: (window) => followWindow(window, (change) => void (state = { ...state, ...change }), save),
    remember: (change) => {
      state = { ...state, ...change }
      save()
    },
  }
}

function workAreas(): [Rectangle, ...Rectangle[]] {
  const primary = screen.getPrimaryDisplay()
  return [primary.workArea, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id).map(({ workArea }) => workArea)]
}

function followWindow(window: BrowserWindow, change: (state: Partial<WindowState>) => void, save: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let wasSeen = window.isVisible()
  window.once('show', () => (wasSeen = true))
  const note = (): void => {
    // What nobody has seen yet nobody has moved.
    if (!wasSeen) return
    // The bounds to come back to, not those of the whole screen.
    if (!window.isMinimized()) change({ bounds: window.getNormalBounds(), maximised: window.isMaximized() })
    clearTimeout(timer)
    timer = setTimeout(save, SAVE_AFTER_MS)
  }
  window.on('move', note)
  window.on('resize', note)
  window.on('maximize', note)
  window.on('unmaximize', note)
  window.on('close', () => {
    note()
    clearTimeout(timer)
    save()
  })
}
