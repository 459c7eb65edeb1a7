/** Has the person of this device told of a file that was repaired, at most once more than once: until they were, its mark stays. */
import { readMark, removeMark } from '../store/damage.ts'
import type { Home, TeamFile } from './engine/home.ts'

export async function tellMended({ tellRepair }: Pick<Home, 'tellRepair'>, name: TeamFile, path: string): Promise<void> {
  const mark = readMark(path)
  if (mark?.state !== 'repaired') return
  await tellRepair(name, mark.report)
  removeMark(path)
}
