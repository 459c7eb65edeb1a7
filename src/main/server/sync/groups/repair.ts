/** Decides, once everything is read, whether this device is out of step, and joins again then. */
import { GroupRefused } from './epoch-keys.ts'
import { sendJoin } from './commit.ts'
import { answerLinks } from './answer-links.ts'
import { leavesOf } from './mls-group.ts'
import type { Session } from './session.ts'

/** A backup may be restored now and then; two devices with one key would go on forever. */
export const STRANGERS_LIMIT = 2

/**
 * Never in the middle of reading: what looks like a stranger there may be explained by the next record. Old messages stay readable whatever
 * happens here, since their keys are kept apart from the group's state.
 */
export async function repair(session: Session): Promise<void> {
  const { saved, evidence } = session
  if (!saved.place || saved.removed || !isOutOfStep(session)) return
  if (evidence.stranger) saved.strangers += 1
  if (saved.strangers > STRANGERS_LIMIT) return
  if (saved.basePosition > 0) evidence.suspects.add(saved.basePosition)
  evidence.stranger = false
  try {
    await sendJoin(session)
  } catch (error) {
    // Not welcome any more, or nothing to join: it stays where it is and says so.
    if (!(error instanceof GroupRefused) || (error.reason !== 'not_allowed' && error.reason !== 'no_group')) throw error
  }
  await answerLinks(session)
}

/**
 * Somebody commits with this device's key: its own state was set back. Or it is new, and of those who were there before, more speak of
 * another state than of its own. Or most of the others went on from a state that it never had; fewer could be lying together.
 */
function isOutOfStep({ saved, evidence }: Session): boolean {
  if (evidence.stranger) return true
  if (saved.basePosition > 0) return saved.dissent.size > saved.support.size
  const others = saved.place ? leavesOf(saved.place.state.ratchetTree).size - 1 : 0
  return saved.dissent.size * 2 > others
}
