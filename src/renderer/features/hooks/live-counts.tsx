/** Keeps counts and last uses of all webhooks fresh while it stands somewhere. */
import { useLiveCounts } from './queries.ts'

export function LiveCounts() {
  useLiveCounts()
  return null
}
