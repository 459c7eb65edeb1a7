/** Where this start keeps everything, and which of several Hooklines of the same user it is. */
import { join, resolve } from 'node:path'
import { app } from 'electron'
import { defaultDataFolder, makeFolder, profileFolder } from '#server/data-folder.ts'

export interface Place {
  /** What the server keeps: the same folder as the command line's. */
  readonly dataFolder: string
  /** What Chromium and the shell keep. */
  readonly shellFolder: string
  /** Null for the usual one. */
  readonly profile: string | null
}

/**
 * To be called first: Electron's lock of the single instance belongs to the folder. `--user-data-dir` names another one, in which
 * everything is then. @throws Error with a sentence when the name does not fit; what the disk says.
 */
export function choosePlace(rawProfile: string | null): Place {
  const isNamed = app.commandLine.hasSwitch('user-data-dir')
  // Electron takes whole paths only, and of folders that are there.
  const usual = resolve(isNamed ? app.getPath('userData') : defaultDataFolder(process.env, process.platform))
  const dataFolder = rawProfile === null ? usual : profileFolder(usual, rawProfile)
  const shellFolder = isNamed && rawProfile === null ? usual : join(dataFolder, 'window')
  makeFolder(shellFolder)
  app.setPath('userData', shellFolder)
  return { dataFolder, shellFolder, profile: rawProfile }
}
