/** Start: from the command to the ready line, and on to the first paint and to a composer that takes keys, with a million messages stored against none, in interleaved pairs. */
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readLine } from '../test/helpers/browser.ts'
import { makeFilledFolder } from './fill.ts'
import { median } from './load.ts'
import { timeline } from './timeline.ts'

const pairs = 11

export async function start(): Promise<string[]> {
  const none = await makeFilledFolder({ 'town-square': 0 })
  const million = await makeFilledFolder({ 'town-square': 1_000_000 })
  try {
    const rounds: { none: number; million: number }[] = []
    for (let round = 0; round < pairs; round += 1) rounds.push({ none: await startOnce(none), million: await startOnce(million) })
    const warm = rounds.slice(1)
    return [
      `start million/empty ratio ${median(warm.map((round) => round.million / round.none)).toFixed(2)}`,
      `start empty ${median(warm.map((round) => round.none)).toFixed(0)} ms, million ${median(warm.map((round) => round.million)).toFixed(0)} ms`,
      ...(await timeline({ none, million })),
    ]
  } finally {
    for (const folder of [none, million]) rmSync(folder, { recursive: true, force: true })
  }
}

async function startOnce(folder: string): Promise<number> {
  const cli = fileURLToPath(new URL('../out/main/cli.js', import.meta.url))
  const startedAt = performance.now()
  const child = spawn(process.execPath, [cli, 'serve', '--data', folder, '--hooks-port', '0', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] })
  await readLine(child)
  const ms = performance.now() - startedAt
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
  return ms
}
