/** What the app shows at its left side, and what is begun from there. */
export { ChannelKeys } from './channel-keys.tsx'
export { NewDialogs } from './dialogs/new-dialogs.tsx'
export { ListenerStatus } from './listener-status.tsx'
export { Sidebar } from './sidebar.tsx'
