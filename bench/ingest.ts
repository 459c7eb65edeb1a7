/** Ingest: the whole path of a post against the floor, in interleaved slices: a plain one, one for which everything is switched on, and with a million messages stored. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readLine } from '../test/helpers/browser.ts'
import { switchEverythingOn } from './everything.ts'
import { makeFilledFolder } from './fill.ts'
import { median, runSlice, type Slice } from './load.ts'

interface Target {
  readonly child: ChildProcess
  readonly folder: string
  readonly url: string
  readonly body: string
}

const pairs = 13
const sliceSeconds = 1
/** A pair whose floor is this far from the median floor was disturbed by something else on the machine. */
const disturbed = 0.25

interface Round {
  readonly floor: Slice
  readonly plain: Slice
  readonly everything: Slice
  readonly without: Slice
  readonly full: Slice
}

export async function ingest(): Promise<string[]> {
  const floor = await startFloor()
  const empty = await startHookline(0)
  const full = await startHookline(1_000_000)
  try {
    const everything = await switchEverythingOn(empty.folder)
    for (const target of [floor, empty, full]) await slice(target)
    for (const warm of [everything.slice, everything.sliceWithout]) await warm(sliceSeconds)
    const rounds: Round[] = []
    for (let round = 0; round < pairs; round += 1) {
      rounds.push(await runRound(round, { floor: () => slice(floor), plain: () => slice(empty), everything: () => everything.slice(sliceSeconds), without: () => everything.sliceWithout(sliceSeconds), full: () => slice(full) }))
    }
    await everything.check()
    return describe(rounds)
  } finally {
    for (const { child, folder } of [floor, empty, full]) {
      child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** Each begins in its turn: whoever comes behind another has what that left to be done, such as its messages to be indexed for the search. */
async function runRound(round: number, slices: Readonly<Record<keyof Round, () => Promise<Slice>>>): Promise<Round> {
  const names = ['floor', 'plain', 'without', 'everything', 'full'] as const
  const taken: Partial<Record<keyof Round, Slice>> = {}
  const order = round % 2 === 0 ? names : names.toReversed()
  for (const name of order) taken[name] = await slices[name]()
  return taken as Round
}

function describe(rounds: readonly Round[]): string[] {
  const failed = rounds.flatMap((round) => Object.values(round) as Slice[]).reduce((sum, one) => sum + one.failed, 0)
  if (failed > 0) throw new Error(`${failed} requests failed: nothing was measured`)
  const usual = median(rounds.map((round) => round.floor.perSecond))
  const kept = rounds.filter(({ floor: { perSecond } }) => Math.abs(perSecond / usual - 1) <= disturbed)
  const speed = (a: keyof Round, b: keyof Round): string => median(kept.map((round) => round[a].perSecond / round[b].perSecond)).toFixed(2)
  const p99 = (a: keyof Round): string => median(kept.map((round) => round[a].p99Ms / Math.max(1, round.floor.p99Ms))).toFixed(2)
  const perSecond = (a: keyof Round): string => median(kept.map((round) => round[a].perSecond)).toFixed(0)
  return [
    `ingest ratio ${speed('plain', 'floor')}`,
    `ingest p99 ratio ${p99('plain')}`,
    `ingest everything ratio ${speed('everything', 'floor')}`,
    `ingest everything p99 ratio ${p99('everything')}`,
    `ingest everything/plain ratio ${speed('everything', 'without')}`,
    `ingest million/empty ratio ${speed('full', 'plain')}`,
    `ingest floor ${usual.toFixed(0)}/s, plain ${perSecond('plain')}/s, everything ${perSecond('everything')}/s and the same messages without ${perSecond('without')}/s, rounds ${kept.length} of ${rounds.length}`,
  ]
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
