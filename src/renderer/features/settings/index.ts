/** What the app composes of the settings. */
export { SettingsNav } from './settings-nav.tsx'
export { SettingsPage } from './settings-page.tsx'
