/** Runs installed programs: scripts that use a package of npm, and commands of Debian packages that were unpacked without being installed. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Told } from './program.ts'

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Toolbox {
  /** Of this run alone, for configuration and files that a program wants. */
  readonly folder: string
  /** Where Debian's packages were unpacked. */
  readonly unpacked: string
  /** Starts a command in `folder`. */
  start(command: string, args: readonly string[]): { readonly kill: () => void; readonly ended: Promise<Ran> }
  /** Runs a command; it has succeeded when its exit code says so and its output has the words. */
  command(command: string, args: readonly string[], words?: string): Promise<Told>
  /** Runs an ES module that may import what npm installed; `process.argv.slice(1)` are the addresses. Same sign of success. */
  script(source: string, urls: readonly string[], words: string): Promise<Told>
}

export function openToolbox(installed: string, folder: string): Toolbox {
  const unpacked = join(installed, 'debian')
  const packages = join(installed, 'npm')
  const env = environment(unpacked)
  const start = (command: string, args: readonly string[], cwd = folder) => startCommand(command, args, { cwd, env })
  return {
    folder,
    unpacked,
    start,
    command: async (command, args, words = '') => tell(await start(command, args).ended, words),
    // A module on the command line finds packages from the folder that it is started in.
    script: async (source, urls, words) => tell(await start(process.execPath, ['--input-type=module', '--eval', source, ...urls], packages).ended, words),
  }
}

function tell({ code, stdout, stderr }: Ran, words: string): Told {
  return { success: code === 0 && (stdout + stderr).includes(words), said: `exit code ${code}\n${stdout}${stderr}` }
}

function startCommand(command: string, args: readonly string[], { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv }): { kill: () => void; ended: Promise<Ran> } {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => void (output.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => void (output.stderr += chunk.toString()))
  const ended = once(child, 'close').then(
    ([code]) => ({ code: code as number | null, ...output }),
    (error: Error) => ({ code: null, stdout: '', stderr: error.message }),
  )
  return { kill: () => void child.kill(), ended }
}

/** Where the interpreters of Debian find what was unpacked; no proxy stands between a program and this computer. */
function environment(unpacked: string): NodeJS.ProcessEnv {
  const below = (pattern: string) => globSync(join(unpacked, pattern)).join(delimiter)
  const direct = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:https?_proxy|all_proxy|node_options|vitest.*)$/i.test(name)))
  return {
    ...direct,
    HOME: unpacked,
    PATH: [join(unpacked, 'usr/bin'), process.env['PATH'] ?? ''].join(delimiter),
    PYTHONPATH: join(unpacked, 'usr/lib/python3/dist-packages'),
    LD_LIBRARY_PATH: below('usr/lib/*-linux-gnu'),
    RUBYLIB: below('usr/{lib,share}/{ruby/vendor_ruby,ruby/[0-9]*,*/ruby/[0-9]*,*/ruby/vendor_ruby/[0-9]*}'),
  }
}
