/** What the app shows at its left side. */
export { ListenerStatus } from './listener-status.tsx'
export { Sidebar } from './sidebar.tsx'
