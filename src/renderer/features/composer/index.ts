/** What the app shows of the composer. */
export { Composer, type ComposerProps } from './composer.tsx'
export type { ComposedPost } from './use-send.ts'
