/** Runs the built command as a process of its own: for what only a process shows, its death, its signals and its exit code. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** As it is installed; test/helpers/build-first.ts has built it. */
export const cliPath = fileURLToPath(new URL('../../bin/hookline.js', import.meta.url))

export interface Child {
  readonly process: ChildProcess
  /** What it has printed so far. */
  output(): { stdout: string; stderr: string }
  /** Resolves with the first line on stdout, or undefined when it ended before. */
  readonly firstLine: Promise<string | undefined>
  /** Resolves when it has ended and its output is complete; `code` is null after a signal. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }>
}

export function runNode(script: string, args: readonly string[], { env = {}, node = process.execPath }: { env?: Record<string, string>; node?: string } = {}): Child {
  const child = spawn(node, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '', ...env } })
  let stdout = ''
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => void (stderr += chunk.toString()))
  const firstLine = new Promise<string | undefined>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
      const end = stdout.indexOf('\n')
      if (end !== -1) resolve(stdout.slice(0, end))
    })
    child.once('close', () => resolve(undefined))
  })
  const ended = once(child, 'close').then(([code, signal]) => ({ code: code as number | null, signal: signal as NodeJS.Signals | null, stdout, stderr }))
  return { process: child, output: () => ({ stdout, stderr }), firstLine, ended }
}

export interface Ready {
  readonly ready: true
  readonly pid: number
  readonly hooksUrl: string
  readonly uiUrl: string
}

/** @returns the ready line of `serve --json`. @throws Error with what it printed when it ended instead. */
export async function waitUntilReady(child: Child): Promise<Ready> {
  const line = await child.firstLine
  if (line === undefined) throw new Error(`it did not start: ${JSON.stringify(await child.ended)}`)
  return JSON.parse(line) as Ready
}

/** Small numbers that are the same in each run: mulberry32. */
export function createRandom(seed: number): (from: number, to: number) => number {
  let state = seed
  return (from, to) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return from + (((mixed ^ (mixed >>> 14)) >>> 0) % (to - from + 1))
  }
}
