/** What the app shows of the composer. */
export { Composer } from './composer.tsx'
export { putBack } from './drafts.ts'
