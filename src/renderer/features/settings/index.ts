/** What the app composes of the settings. The pages are fetched when one opens them: few do, and the window starts without. */
import { lazy } from 'react'

export { shownPages } from './page-names.ts'
export type { SettingsParts } from './settings-page.tsx'
export { SettingsNav } from './settings-nav.tsx'
export const SettingsPage = lazy(async () => ({ default: (await import('./settings-page.tsx')).SettingsPage }))
