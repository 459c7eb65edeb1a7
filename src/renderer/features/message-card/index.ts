/** What a sender says about a message beside it, as a panel. */
export { CardPanel } from './card-panel.tsx'
