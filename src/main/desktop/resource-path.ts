/** Where the shipped files that are not code are: in the archive when packaged, in the checkout otherwise; beside what is built in both. */
import { fileURLToPath } from 'node:url'

/** `name` is a path below `resources`, for instance `tray/normal.png`. */
export function resourcePath(name: string): string {
  return fileURLToPath(new URL(`../../resources/${name}`, import.meta.url))
}
