/** The sync thread's entry: keys, sealing, the relay and the door to it, away from the listener and the store. */
import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '#shared/contract/errors.ts'
import { explainOpening } from './explain-opening.ts'
import type { Home } from './sync/engine/home.ts'
import { runTeam, type Team } from './sync/engine/run-team.ts'
import { connectCalls } from './sync/port-calls.ts'
import { chosenPrimitives, describeReplaced } from './sync/sealing/choose-primitives.ts'
import type { SyncHome, SyncStart } from './sync/sync-thread.ts'

const port = parentPort!
const start = workerData as SyncStart
const own: Partial<Team> = {}
const { remote } = connectCalls<SyncHome>(port, own)
const home: Home = {
  cursors: remote.cursors,
  lastKnown: remote.lastKnown,
  apply: remote.apply,
  listPending: remote.listPending,
  refuse: remote.refuse,
  listPast: remote.listPast,
  listLogs: remote.listLogs,
  listWaiting: remote.listWaiting,
  tell: (status) => void remote.tell(status),
  tellDoor: (door) => void remote.tellDoor(door),
  tellDevices: (online) => void remote.tellDevices(online),
  damaged: (name, reason) => void remote.damaged(name, reason),
  tellRepair: remote.tellRepair,
  log: (level, message, about) => void remote.log(level, message, about instanceof Error ? about.message : about),
}

try {
  // Before any key is touched: what seals wrongly must not seal at all.
  const replaced = describeReplaced(chosenPrimitives())
  if (replaced !== undefined) home.log('warn', replaced)
  Object.assign(own, await runTeam({ ...start, home, findAuthor: (subject, id) => remote.findAuthor(subject, id) }))
  await remote.ready(null)
} catch (error) {
  const why = explainOpening(error, start.dataFolder)
  const code = why instanceof AppError && why.code.startsWith('storage_') ? why.code : 'unavailable'
  await remote.ready({ code, message: why instanceof Error ? why.message : String(why) })
}
