/** The one stream of live events. */
import { eventIterator } from '@orpc/contract'
import { appEventSchema } from '../events.ts'
import { procedure } from './procedure.ts'

export const events = {
  /** Everything that I may see, in commit order, from now on. After a lost connection: subscribe again, then refetch. */
  subscribe: procedure.output(eventIterator(appEventSchema)),
}
