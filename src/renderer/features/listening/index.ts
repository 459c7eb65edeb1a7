/** What a channel's people see of the outgoing webhooks that listen to it, and what they decide about them. */
export { ListeningBar } from './listening-bar.tsx'
