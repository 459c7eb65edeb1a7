/** The cases of a channel, as a panel beside it. */
export { CasesPanel } from './cases-panel.tsx'
