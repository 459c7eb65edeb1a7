/** What the app shows of a channel. */
export { ChannelHeader } from './channel-header.tsx'
export { MessageList } from './message-list.tsx'
export { sendMessage } from './outbox.ts'
