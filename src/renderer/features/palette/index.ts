/** The palette: channels, people and actions by a few letters. */
export { PaletteHost } from './palette-host.tsx'
export type { PaletteItem } from './palette-item.ts'
