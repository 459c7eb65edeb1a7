/** Looks for a newer version, but only where a feed was set when the app was packaged: without one nobody is asked anything. */
import type { UpdateState } from '#shared/contract/shell.ts'

export interface Updater {
  state(): UpdateState
  check(): void
}

/** `onChange` is called whenever the state has changed. */
export function createUpdater(_onChange: () => void): Updater {
  return { state: () => ({ kind: 'noFeed' }), check: () => undefined }
}
