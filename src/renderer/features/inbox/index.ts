/** What the app shows of the pages that collect what waits for me. */
export { markAllRead } from './mutations.ts'
export { MentionsPage } from './mentions-page.tsx'
export { SavedPage } from './saved-page.tsx'
export { ThreadsPage } from './threads-page.tsx'
export { UnreadPage } from './unread-page.tsx'
