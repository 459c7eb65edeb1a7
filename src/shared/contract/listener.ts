/** The state of the listener that tools post to. */
import { z } from 'zod'

/** The program that has the port which we want; null for what this system does not tell. */
export const portHolderSchema = z.object({ name: z.string().nullable(), pid: z.int().nullable() })
export type PortHolder = z.output<typeof portHolderSchema>

export const listenerStatusSchema = z.object({
  state: z.enum(['starting', 'listening', 'failed', 'stopped']),
  /** The port asked for; the one in use when listening (asking for 0 means any free port). */
  port: z.int(),
  url: z.string(),
  /** Loopback addresses that answer, for instance `127.0.0.1` and `::1`. */
  hosts: z.array(z.string()),
  /** One sentence when it failed, for instance that another program holds the port. */
  problem: z.string().nullable(),
  /** Set while another program has the port: it is tried again by itself until it is free. */
  takenBy: portHolderSchema.nullable(),
})
export type ListenerStatus = z.output<typeof listenerStatusSchema>
