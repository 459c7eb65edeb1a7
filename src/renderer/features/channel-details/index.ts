/** What the app shows about a channel besides its messages. */
export { ChannelDialogs } from './dialogs/channel-dialogs.tsx'
export { ChannelHeader } from './header/channel-header.tsx'
export { ClosedBar, isClosed } from './closed-bar.tsx'
export { DetailsPanel } from './panel/details-panel.tsx'
