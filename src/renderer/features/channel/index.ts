/** What the app shows of a channel. */
export { MessageList } from './message-list.tsx'
export { UnsentNote } from './unsent-note.tsx'
