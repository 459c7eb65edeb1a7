/** The state of the listener that tools post to. */
import { z } from 'zod'

export const listenerStatusSchema = z.object({
  state: z.enum(['starting', 'listening', 'failed', 'stopped']),
  /** The port asked for; the one in use when listening (asking for 0 means any free port). */
  port: z.int(),
  url: z.string(),
  /** Loopback addresses that answer, for instance `127.0.0.1` and `::1`. */
  hosts: z.array(z.string()),
  /** One sentence when it failed, for instance that another program holds the port. */
  problem: z.string().nullable(),
})
export type ListenerStatus = z.output<typeof listenerStatusSchema>
