/** Ingest: the whole path of a post against the floor, in interleaved slices, and with a million messages stored against none. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readLine } from '../test/helpers/browser.ts'
import { makeFilledFolder } from './fill.ts'
import { median, runSlice, type Slice } from './load.ts'

interface Target {
  readonly child: ChildProcess
  readonly folder: string
  readonly url: string
  readonly body: string
}

const pairs = 11
const sliceSeconds = 1
/** A pair whose floor is this far from the median floor was disturbed by something else on the machine. */
const disturbed = 0.25

export async function ingest(): Promise<string[]> {
  const floor = await startFloor()
  const empty = await startHookline(0)
  const full = await startHookline(1_000_000)
  try {
    for (const target of [floor, empty, full]) await runSlice(target.url, target.body, 1)
    const rounds: { floor: Slice; empty: Slice; full: Slice }[] = []
    for (let round = 0; round < pairs; round += 1) {
      rounds.push({ floor: await slice(floor), empty: await slice(empty), full: await slice(full) })
    }
    const usual = median(rounds.map((round) => round.floor.perSecond))
    const kept = rounds.filter(({ floor: { perSecond } }) => Math.abs(perSecond / usual - 1) <= disturbed)
    const failed = rounds.reduce((sum, round) => sum + round.floor.failed + round.empty.failed + round.full.failed, 0)
    if (failed > 0) throw new Error(`${failed} requests failed: nothing was measured`)
    return [
      `ingest ratio ${median(kept.map((r) => r.empty.perSecond / r.floor.perSecond)).toFixed(2)}`,
      `ingest p99 ratio ${median(kept.map((r) => r.empty.p99Ms / Math.max(1, r.floor.p99Ms))).toFixed(2)}`,
      `ingest million/empty ratio ${median(kept.map((r) => r.full.perSecond / r.empty.perSecond)).toFixed(2)}`,
      `ingest floor ${usual.toFixed(0)}/s, hookline ${median(kept.map((r) => r.empty.perSecond)).toFixed(0)}/s, pairs ${kept.length} of ${rounds.length}`,
    ]
  } finally {
    for (const { child, folder } of [floor, empty, full]) {
      child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

function slice(target: Target): Promise<Slice> {
  return runSlice(target.url, target.body, sliceSeconds)
}

async function startFloor(): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-floor-'))
  const child = spawn(process.execPath, [fileURLToPath(new URL('./floor.ts', import.meta.url)), folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const { url } = JSON.parse(await readLine(child)) as { url: string }
  return { child, folder, url, body: JSON.stringify({ room: 'general', user: 'ci', text: 'Deployed **web 4.18.2** to production' }) }
}

async function startHookline(messages: number): Promise<Target> {
  const folder = await makeFilledFolder({ 'town-square': messages })
  const cli = fileURLToPath(new URL('../out/main/cli.js', import.meta.url))
  const child = spawn(process.execPath, [cli, 'serve', '--data', folder, '--hooks-port', '0', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] })
  await readLine(child)
  const url = await run(cli, ['hooks', 'create', '--channel', 'town-square', '--name', 'bench', '--dialect', 'mattermost', '--per-minute', 'unlimited', '--no-count-repeats', '--data', folder, '--json'])
  return { child, folder, url: (JSON.parse(url) as { addresses: { mattermost: string } }).addresses.mattermost, body: JSON.stringify({ text: 'Deployed **web 4.18.2** to production', username: 'ci' }) }
}

function run(cli: string, args: string[]): Promise<string> {
  return readLine(spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'inherit'] }))
}
