/** Procedures of the listener. */
import { listenerStatusSchema } from '../listener.ts'
import { procedure } from './procedure.ts'

export const listener = {
  status: procedure.output(listenerStatusSchema),
  /** Tries again, for instance after another program let go of the port or the port setting changed. */
  restart: procedure.output(listenerStatusSchema),
}
