/** What the panel behind "About Hookline" says: Linux shows only what it is told. */
import { app } from 'electron'
import { version } from '../version.ts'
import { resourcePath } from './resource-path.ts'

export function describeApp(): void {
  app.setAboutPanelOptions({ applicationName: 'Hookline', applicationVersion: version, copyright: 'Copyright © Hookline contributors', iconPath: resourcePath('icons/256x256.png') })
}
