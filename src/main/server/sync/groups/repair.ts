/** Puts a device right once everything is read: joins again when its secrets do not lead on, and reads the whole log again when something does not fit. */
import { GroupRefused } from './epoch-keys.ts'
import { sendCommit, sendJoin } from './commit.ts'
import { judge } from './judge.ts'
import { emptyGroup } from './saved-group.ts'
import { isCurrent, noteHead, type Session } from './session.ts'

/** A backup may be restored now and then; two devices with one key would go on forever. */
export const STRANGERS_LIMIT = 2

/** Records between two readings of the whole log, so that a member who tells nonsense cannot keep everybody busy. */
const AUDIT_PAUSE = 50
const PAGE = 200

/**
 * Never in the middle of reading: what looks wrong there may be explained by the next record. Keys that were had once stay, so that nothing
 * becomes unreadable here.
 */
export async function repair(session: Session): Promise<void> {
  const { saved, evidence } = session
  if (evidence.isDoubtful) await audit(session)
  evidence.isDoubtful = false
  if (!saved.isMember || saved.strangers > STRANGERS_LIMIT) return
  if (isCurrent(saved) && evidence.isUnusable) await unlessRefused(() => sendCommit(session, () => (evidence.isUnusable ? [] : undefined)))
  if (!isCurrent(saved)) await unlessRefused(() => sendJoin(session))
}

/** It stays where it is and says so (`lost`, `removed`); old messages stay readable. */
async function unlessRefused(run: () => Promise<unknown>): Promise<void> {
  await run().catch((error: unknown) => {
    if (!(error instanceof GroupRefused) || error.reason === 'contested' || error.reason === 'gap') throw error
  })
}

/**
 * Follows the log from its first record, as it is told now. If that leads elsewhere, the host once told something else: this device goes
 * where the log leads today. Its keys of the other past stay beside.
 */
async function audit({ court, options, saved, handshakes }: Session): Promise<void> {
  if (saved.auditedAt > 0 && saved.position < saved.auditedAt + AUDIT_PAUSE) return
  saved.auditedAt = saved.position
  const again = emptyGroup()
  while (again.position < saved.position) {
    const { records } = await options.relay.read(handshakes, again.position, PAGE)
    for (const record of records.filter(({ position }) => position <= saved.position)) {
      const verdict = await judge(court, record, again.head)
      if (verdict.kind === 'taken') noteHead(again, verdict.head)
      again.position = record.position
    }
    if (records.length === 0) return
  }
  if (!again.head) return
  saved.head = again.head
  saved.epochs = again.epochs
  saved.rosters = again.rosters
}
