/** A home for an engine that keeps what it is given in memory: enough to see what comes and goes, without a store. */
import type { Change } from '#shared/contract/change.ts'
import type { Arrival, Log } from '#server/sync/arrival.ts'
import type { Home } from '#server/sync/engine/home.ts'
import type { Outgoing } from '#server/sync/outbox.ts'

export interface MemoryHome extends Home {
  readonly arrivals: Arrival[]
  readonly refused: { readonly id: string; readonly reason: string }[]
  readonly status: Record<string, unknown>
  /** What a commit would leave. */
  say(log: Log, change: Change, redacts?: string): void
  /** Texts of messages that were opened in a channel, in the order of their places. */
  texts(channel: string): string[]
}

export function memoryHome(past: readonly { readonly log: Log; readonly position: number; readonly change: Change }[] = []): MemoryHome {
  const pending: Outgoing[] = []
  const cursors: Partial<Record<Log, number>> = {}
  for (const { log, position } of past) cursors[log] = Math.max(cursors[log] ?? 0, position)
  const arrivals: Arrival[] = []
  const refused: { id: string; reason: string }[] = []
  const status: Record<string, unknown> = {}
  const done = new Set<string>()
  const drop = (id: string): void => void done.add(id)
  return {
    arrivals,
    refused,
    status,
    say(log, change, redacts) {
      pending.push({ seq: pending.length + 1, log, change, ...(redacts === undefined ? {} : { redacts }) })
    },
    texts: (channel) =>
      arrivals
        .filter((one) => one.log === channel && 'change' in one && one.change.kind === 'message.posted')
        .sort((one, other) => one.position - other.position)
        .map((one) => ('change' in one && one.change.kind === 'message.posted' ? one.change.body.text : '')),
    cursors: async () => ({ ...cursors }),
    lastKnown: async () => [...new Map(arrivals.flatMap((one) => ('id' in one ? [[one.log, { log: one.log, position: one.position, id: one.id }] as const] : []))).values()],
    async apply(batch) {
      for (const one of batch) {
        arrivals.push(one)
        cursors[one.log] = Math.max(cursors[one.log] ?? 0, one.position)
        if ('id' in one) drop(one.id)
      }
    },
    listPending: async (afterSeq, limit) => pending.filter(({ seq, change }) => seq > afterSeq && !done.has(change.id)).slice(0, limit),
    async refuse(id, reason) {
      refused.push({ id, reason })
      drop(id)
    },
    listPast: async (log, after, limit) => past.filter((one) => one.log === log && one.position > after).sort((one, other) => one.position - other.position).slice(0, limit),
    listLogs: async () => [...new Set(past.map(({ log }) => log))].sort((one, other) => Number(other === 'workspace') - Number(one === 'workspace')),
    tell: (news) => void Object.assign(status, news),
    tellDoor: (port) => void (status['port'] = port),
    tellDevices: (online) => void (status['online'] = online),
    listWaiting: async () => [],
    damaged: () => undefined,
    tellRepair: async () => undefined,
    log: (level, message, about) => (process.env['DEBUG'] ? console.log(level, message, about) : undefined),
  }
}
