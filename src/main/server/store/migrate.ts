/** Brings a database to the newest schema, one numbered migration at a time; history is never rewritten. */
import type { Database } from 'better-sqlite3'
import { AppError } from '#shared/contract/errors.ts'
import { init } from './migrations/0010-init.ts'
import { chat } from './migrations/0020-chat.ts'
import { search } from './migrations/0030-search.ts'
import { hookPosts } from './migrations/0040-hook-posts.ts'
import { outgoing } from './migrations/0050-outgoing.ts'
import { leanerDeliveries } from './migrations/0060-leaner-deliveries.ts'
import { numberedLanes } from './migrations/0070-numbered-lanes.ts'
import { hookThreads } from './migrations/0080-hook-threads.ts'
import { numberedMessages } from './migrations/0090-numbered-messages.ts'
import { team } from './migrations/0100-team.ts'
import { hookRules } from './migrations/0110-hook-rules.ts'
import { addressEnds } from './migrations/0120-address-ends.ts'
import { hookHealth } from './migrations/0130-hook-health.ts'
import { fewerPages } from './migrations/0140-fewer-pages.ts'
import { seenInOrder } from './migrations/0150-seen-in-order.ts'
import { attemptsAsTheyCome } from './migrations/0160-attempts-as-they-come.ts'
import { testsOfHooks } from './migrations/0170-tests-of-hooks.ts'
import { newHookKeys } from './migrations/0180-new-hook-keys.ts'
import { requestsInVerdicts } from './migrations/0190-requests-in-verdicts.ts'
import { droppedRecords } from './migrations/0200-dropped-records.ts'
import { numberedAddresses } from './migrations/0210-numbered-addresses.ts'
import { failingDays } from './migrations/0220-failing-days.ts'
import { toldMessages } from './migrations/0230-told-messages.ts'

/** In the order in which they run. Numbers grow by ten. */
export const migrations = [init, chat, search, hookPosts, outgoing, leanerDeliveries, numberedLanes, hookThreads, numberedMessages, team, hookRules, addressEnds, hookHealth, fewerPages, seenInOrder, attemptsAsTheyCome, testsOfHooks, newHookKeys, requestsInVerdicts, droppedRecords, numberedAddresses, failingDays, toldMessages] as const

/** Written into every database of ours ("HKLN"), so that somebody else's file is never taken for one. */
export const applicationId = 0x484b4c4e

/** That this program knows. */
export const newestVersion = migrations[migrations.length - 1]?.number ?? 0

/** What a file says of itself. */
export interface Identity {
  readonly version: number
  readonly applicationId: number
  /** Nothing is in it yet, so it can become ours. */
  readonly isEmpty: boolean
}

/** @throws AppError `unavailable` for a file of a newer program or of another one. */
export function refuseForeign({ version, applicationId: id, isEmpty }: Identity): void {
  if (!isEmpty && id !== applicationId) {
    throw new AppError('unavailable', 'The file hookline.db in the data folder is not a Hookline database. Move it away or choose another folder with --data; nothing was changed.')
  }
  if (version > newestVersion) {
    throw new AppError('unavailable', `This data was written by a newer Hookline (schema ${version}, this program knows ${newestVersion}). Update Hookline; nothing was changed.`)
  }
}

/** Whether a file of this version, which is ours and not new, has to be changed. */
export const needsMigration = (version: number): boolean => version > 0 && version < newestVersion

/**
 * Runs what is missing, all of it in one transaction, so that one that fails leaves the file to the program that wrote it; up to `newest`, when that is given.
 * @throws AppError `unavailable` when the file is newer than this program or is not a Hookline database; it is left untouched.
 */
export function migrate(db: Database, newest = Number.MAX_SAFE_INTEGER): void {
  const version = db.pragma('user_version', { simple: true }) as number
  const { tables } = db.prepare("SELECT count(*) AS tables FROM sqlite_schema WHERE type = 'table'").get() as { tables: number }
  refuseForeign({ version, applicationId: db.pragma('application_id', { simple: true }) as number, isEmpty: tables === 0 })
  const missing = migrations.filter(({ number }) => number > version && number <= newest)
  db.transaction(() => {
    for (const { sql, number } of missing) {
      db.exec(sql)
      db.pragma(`application_id = ${applicationId}`)
      db.pragma(`user_version = ${number}`)
    }
  })()
}
