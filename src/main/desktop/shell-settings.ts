/** What people set about the shell, kept in desktop.json among the shell's own files. */
import { join } from 'node:path'
import { shellChangeSchema, shellSettingsSchema, type ShellChange, type ShellSettings } from '#shared/contract/shell.ts'
import { readJsonFile, writeJsonFile } from './json-file.ts'

export interface SettingsFile {
  /** As they are now. */
  readonly current: ShellSettings
  /** Saves, then tells who listens. @throws ZodError when the change does not fit; what the disk says. */
  change(change: ShellChange): void
  /** Called after each change, with what was before. */
  onChange(listener: (now: ShellSettings, before: ShellSettings) => void): void
}

/** Many Linux desktops have no tray: a window that is closed into one would be lost. */
export const shellDefaults = (platform: NodeJS.Platform): ShellSettings => ({
  startAtLogin: false,
  closeToTray: platform !== 'linux',
  showPreviews: true,
  // A dictionary is downloaded by Chromium the first time: nobody but its user decides that.
  spellLanguages: [],
  zoom: 100,
  checkForUpdates: true,
  updateFeed: null,
})

/** @param folder of the shell's own files. A file of a newer or older version keeps what fits together; a broken one is kept aside. */
export function openShellSettings(folder: string, platform: NodeJS.Platform): SettingsFile {
  const path = join(folder, 'desktop.json')
  const defaults = shellDefaults(platform)
  let current = { ...defaults, ...readJsonFile(path, shellSettingsSchema.partial(), {}) }
  const listeners: ((now: ShellSettings, before: ShellSettings) => void)[] = []
  return {
    get current() {
      return current
    },
    change: (change) => {
      const before = current
      const next = { ...before, ...shellChangeSchema.parse(change) }
      writeJsonFile(path, next)
      current = next
      for (const listener of listeners) listener(next, before)
    },
    onChange: (listener) => void listeners.push(listener),
  }
}
