/** What the app composes of my own profile. */
export { ProfileMenu } from './profile-menu.tsx'
export { StatusDialog } from './status-dialog.tsx'
