/** What the app shows of a thread. */
export { ThreadPanel } from './thread-panel.tsx'
