/** What the app composes of a team: its pages, and what it says in channels. The pages are fetched when one opens them. */
import { lazy } from 'react'

export { ComposerLock } from './channel/composer-lock.tsx'
export { EncryptionSection } from './channel/encryption-section.tsx'
export { TeamBanner } from './channel/team-banner.tsx'
export { UnopenedLines } from './channel/unopened-lines.tsx'
export { useClosedBecause } from './channel/use-closed-because.ts'
export { SafetyLine } from './verify/safety-line.tsx'
export { VerifyDialog } from './verify/verify-dialog.tsx'
export const TeamPage = lazy(async () => ({ default: (await import('./page/team-page.tsx')).TeamPage }))
export const PersonDevices = lazy(async () => ({ default: (await import('./devices/person-devices.tsx')).PersonDevices }))
export const RemoveBeside = lazy(async () => ({ default: (await import('./devices/remove-beside.tsx')).RemoveBeside }))
export const FormerPeople = lazy(async () => ({ default: (await import('./devices/former-people.tsx')).FormerPeople }))
export const JoinPage = lazy(async () => ({ default: (await import('./join/join-page.tsx')).JoinPage }))
