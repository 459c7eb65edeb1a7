/** Commands beside an app that runs: each a process of its own that prints one document. */
import { cliPath, runNode, waitUntilReady, type Ready } from './child.ts'

export interface Printed {
  readonly code: number | null
  /** The one document on stdout, or null when there is none. */
  readonly json: any // eslint-disable-line @typescript-eslint/no-explicit-any -- what a program prints has no type
  /** `error` of the one document on stderr, or null. */
  readonly error: { readonly code: string; readonly message: string; readonly field?: string } | null
}

export async function runHookline(dataFolder: string, ...args: string[]): Promise<Printed> {
  const { code, stdout, stderr } = await runNode(cliPath, [...args, '--json', '--data', dataFolder]).ended
  const error = stderr === '' ? null : (JSON.parse(stderr) as { error: Printed['error'] }).error
  return { code, json: stdout === '' ? null : JSON.parse(stdout), error }
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
