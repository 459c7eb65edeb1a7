/** Where tests keep their data folders: in memory where there is plenty, because none is to outlive its test. */
import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const inMemory = '/dev/shm'
const roomBytes = 4 * 1024 ** 3

/** Else, and wherever TMPDIR names a place, the usual one. A disk would cost a third of the time and prove nothing: that commits wait for it says `write.test.ts`. */
export function quickFolder(): string {
  if (process.platform !== 'linux' || process.env['TMPDIR'] !== undefined) return tmpdir()
  try {
    const { bavail, bsize } = statfsSync(inMemory)
    return bavail * bsize > roomBytes ? inMemory : tmpdir()
  } catch {
    return tmpdir()
  }
}
