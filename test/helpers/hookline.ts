/** Commands beside an app that runs, each of which prints one document: as processes of their own, or in this one, which takes a tenth of the time. */
import { expect, vi } from 'vitest'
import { runProgram } from '../../src/main/headless/program.ts'
import { cliPath, runNode, waitUntilReady, type Ready } from './child.ts'

export interface Printed {
  readonly code: number | null
  /** The one document on stdout, or null when there is none. */
  readonly json: any // eslint-disable-line @typescript-eslint/no-explicit-any -- what a program prints has no type
  /** `error` of the one document on stderr, or null. */
  readonly error: { readonly code: string; readonly message: string; readonly field?: string } | null
}

export async function runHookline(dataFolder: string, ...args: string[]): Promise<Printed> {
  return read(await runNode(cliPath, [...args, '--json', '--data', dataFolder]).ended)
}

/** In this process, as `hookline` does: what it says and its exit code are its own, its standard input is not. One at a time. */
export async function runHere(dataFolder: string, ...args: string[]): Promise<Printed & { readonly stdout: string }> {
  const printed = await sayHere(...args, '--json', '--data', dataFolder)
  return { ...read(printed), stdout: printed.stdout }
}

/** The same for any words, as text. */
export function sayHere(...words: string[]): Promise<Ended> {
  const ended = turn.then(() => capture(words))
  turn = ended.catch(() => undefined)
  return ended
}

let turn: Promise<unknown> = Promise.resolve()

/** The first command of each group, `hooks` for instance, is a process of its own; the others run here. */
export function createRun(dataFolder: string): (...args: string[]) => Promise<Printed> {
  const groups = new Set<string | undefined>()
  return (...args) => {
    const isFirst = !groups.has(args[0])
    groups.add(args[0])
    return (isFirst ? runHookline : runHere)(dataFolder, ...args)
  }
}

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

function read({ code, stdout, stderr }: Ended): Printed {
  expect(stdout === '' || stdout.endsWith('\n')).toBe(true)
  const error = stderr === '' ? null : (JSON.parse(stderr) as { error: Printed['error'] }).error
  return { code, json: stdout === '' ? null : JSON.parse(stdout), error }
}

async function capture(words: readonly string[]): Promise<Ended> {
  let [stdout, stderr] = ['', '']
  const spies = [vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((stdout += String(text)), true)), vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((stderr += String(text)), true))]
  const before = process.exitCode
  process.exitCode = undefined
  try {
    await runProgram(words)
    return { code: Number(process.exitCode ?? 0), stdout, stderr }
  } finally {
    process.exitCode = before
    for (const spy of spies) spy.mockRestore()
  }
}

/** @returns the ready line and what ends it. */
export async function serveBeside(dataFolder: string): Promise<{ readonly ready: Ready; stop(): Promise<void> }> {
  const child = runNode(cliPath, ['serve', '--json', '--data', dataFolder, '--hooks-port', '0', '--ui-port', '0'])
  const ready = await waitUntilReady(child)
  return {
    ready,
    stop: async () => {
      child.process.kill('SIGKILL')
      await child.ended
    },
  }
}
