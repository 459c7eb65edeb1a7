/** Looks for a newer version where a feed is set, and says so; it installs nothing. Without a feed nobody is asked anything. */
import { net } from 'electron'
import type { UpdateState } from '#shared/contract/shell.ts'
import { version } from '../version.ts'
import { feedFile, isNewer, readFeedVersion } from './newer-version.ts'
import { logProblem } from './shell-log.ts'

export interface Updater {
  state(): UpdateState
  check(): void
}

const TIMEOUT_MS = 15_000
/** Such a file has a few hundred. */
const MOST_CHARACTERS = 100_000

/** `onChange` is called whenever the state has changed. */
export function createUpdater(feed: string | null, onChange: () => void): Updater {
  let state: UpdateState = { kind: feed === null ? 'noFeed' : 'idle' }
  const become = (next: UpdateState): void => {
    state = next
    onChange()
  }
  return {
    state: () => state,
    check: () => {
      if (feed === null || state.kind === 'checking') return
      become({ kind: 'checking' })
      void look(feed).then(become, (error: unknown) => {
        logProblem('newer versions could not be looked for', error)
        become({ kind: 'failed', problem: error instanceof Error ? error.message : String(error) })
      })
    },
  }
}

async function look(feed: string): Promise<UpdateState> {
  const url = new URL(feedFile(process.platform), feed.endsWith('/') ? feed : `${feed}/`)
  const response = await net.fetch(url.href, { cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!response.ok) throw new Error(`the feed answered ${response.status}`)
  const announced = readFeedVersion((await response.text()).slice(0, MOST_CHARACTERS))
  if (announced === null) throw new Error('the feed names no version')
  return isNewer(announced, version) ? { kind: 'available', version: announced } : { kind: 'current' }
}
