/** Tells the window how this device stands in its groups of keys: whether another one uses its keys, and the code that shows a split. */
import { buildGroupCode, groupDigits } from '../sealing/safety-number.ts'
import type { Groups } from './groups.ts'
import type { Home } from './home.ts'

export interface StandingOptions {
  readonly groups: Pick<Groups, 'keys'>
  readonly home: Pick<Home, 'tell'>
  /** UUID of the workspace, and of everybody's group. */
  readonly workspace: string
  /** Whether something was said in this device's name that it did not say (`watch-twin.ts`). */
  readonly isTwin?: () => boolean
}

/** @returns to be called with the groups that this device has to do with, whenever they were tended; it tells what is not as it was told. */
export function createStanding({ groups, home, workspace, isTwin }: StandingOptions): (all: readonly string[]) => void {
  let [twin, code] = [false, '']

  /** A guest is not in everybody's group, and has no code. */
  function readCode(): string {
    const keys = groups.keys(workspace)
    const [epoch, authenticator] = [keys.epoch(), keys.code()]
    return epoch === undefined || authenticator === undefined ? '' : groupDigits(buildGroupCode(workspace, epoch, authenticator)).join(' ')
  }

  return (all) => {
    const now = { twin: isTwin?.() === true || all.some((group) => groups.keys(group).standing() === 'twin'), code: readCode() }
    if (now.twin === twin && now.code === code) return
    ;({ twin, code } = now)
    home.tell(now)
  }
}
