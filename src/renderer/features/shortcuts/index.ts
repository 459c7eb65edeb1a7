/** The list of keyboard shortcuts. */
export { ShortcutsDialog } from './shortcuts-dialog.tsx'
