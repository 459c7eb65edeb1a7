/** Keeps counts and last uses of all webhooks fresh while it stands somewhere. Only for admins: nobody else may see all requests. */
import { useLiveCounts } from './queries.ts'

export function LiveCounts() {
  useLiveCounts('all')
  return null
}
