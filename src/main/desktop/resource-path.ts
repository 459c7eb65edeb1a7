/** Where the shipped files that are not code are: beside the archive when packaged, because the system reads some of them itself; in the checkout otherwise. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app } from 'electron'

/** `name` is a path below `resources`, for instance `tray/normal.png`. */
export function resourcePath(name: string): string {
  // As `extraResources` of electron-builder.yml puts them.
  return app.isPackaged ? join(process.resourcesPath, 'resources', name) : fileURLToPath(new URL(`../../resources/${name}`, import.meta.url))
}
