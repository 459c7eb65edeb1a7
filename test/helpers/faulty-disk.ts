/** Builds the library that breaks calls on files (faulty-disk.c), where there is a C compiler. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { quickFolder } from './quick-folder.ts'

/** To be preloaded into a process; undefined where none can be built. */
export function buildFaultyDisk(): { readonly library: string; remove(): void } | undefined {
  if (process.platform !== 'linux') return undefined
  const folder = mkdtempSync(join(quickFolder(), 'hookline-faulty-'))
  const library = join(folder, 'faulty.so')
  const { status } = spawnSync('cc', ['-shared', '-fPIC', '-o', library, fileURLToPath(new URL('faulty-disk.c', import.meta.url)), '-ldl'], { stdio: 'ignore' })
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  if (status === 0) return { library, remove }
  remove()
  return undefined
}
