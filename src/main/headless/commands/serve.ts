/** The commands that concern the running program: serve, open, init. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { AppError } from '#shared/contract/errors.ts'
import { act, dataFolderOf, withCommonOptions, type CommonOptions } from '../command.ts'
import { reachRunning } from '../connect.ts'
import { printError, printResult } from '../output.ts'
import { addOne, parsePort, parseUsername } from '../parse.ts'
import { openInBrowser } from '../open-browser.ts'
import { sayReach } from '../say-reach.ts'

interface ServeCliOptions extends CommonOptions {
  readonly hooksPort?: number
  readonly uiPort?: number
  readonly as?: string
  readonly openBrowser?: boolean
  readonly host?: string[]
  readonly hostPort?: number
}

export function addServeCommands(program: Command): void {
  withCommonOptions(program.command('serve'))
    .description('run the app without a desktop window; the window opens in a browser of this computer')
    .option('--hooks-port <n>', 'port that tools post to (default: the setting hooks.port; 0: any free port)', parsePort)
    .option('--ui-port <n>', 'port of the window (default: any free port)', parsePort)
    .option('--as <username>', 'open the window as this person', parseUsername)
    .option('--host <address>', 'let others join this workspace at this host:port (port 0: any free one); can be repeated', addOne)
    .option('--host-port <n>', 'port to listen on for them (default: the one in --host)', parsePort)
    .option('--open-browser', 'open the window in the browser if there is a display')
    .action(runServe)
  withCommonOptions(program.command('open')).description('print a fresh one-time address of the running window').action(runOpen)
  withCommonOptions(program.command('init'))
    .description('set up the workspace without the window')
    .requiredOption('--workspace <name>', 'name of the workspace')
    .requiredOption('--display-name <name>', 'your name')
    .action(
      act(async (client, options: CommonOptions & { workspace: string; displayName: string }) => {
        const workspace = await client.workspace.setUp({ workspaceName: options.workspace, displayName: options.displayName })
        const { me } = await client.session.get()
        return { workspace: workspace.name, username: me.username, displayName: me.displayName }
      }),
    )
}

/** @throws AppError `invalid` for an address without a port when none is given, and for a port without an address. */
function hostOf({ host, hostPort }: ServeCliOptions): { addresses: string[]; port: number } | undefined {
  if (host === undefined && hostPort !== undefined) throw new AppError('invalid', '--host-port says where --host listens: give --host too, for instance --host 192.168.1.20:4666.', 'hostPort')
  if (host === undefined) return undefined
  const port = hostPort ?? readPort(host[0] ?? '')
  if (port === undefined) throw new AppError('invalid', `“${host[0]}” is no address that others could reach: write host:port, for instance 192.168.1.20:4666.`, 'host')
  return { addresses: host, port }
}

/** `host:port`, `[::1]:port`. */
function readPort(address: string): number | undefined {
  const [, digits] = /:(\d{1,5})$/.exec(address) ?? []
  return digits === undefined || Number(digits) > 65_535 ? undefined : Number(digits)
}

async function runServe(options: ServeCliOptions): Promise<void> {
  try {
    // Loaded only where it runs: the other commands start sooner without it.
    const { serve } = await import('../serve.ts')
    const serving = await serve({ dataFolder: dataFolderOf(options), isProfile: options.profile !== undefined, hooksPort: options.hooksPort, uiPort: options.uiPort, as: options.as, host: hostOf(options), onLost: (error) => process.exit(printError(error, options.json === true)) })
    const status = serving.app.listener.status()
    const { state, problem } = status
    const ready = { ready: true, pid: process.pid, hooksUrl: serving.hooksUrl, uiUrl: serving.uiUrl, ...(serving.hostUrl === null ? {} : { hostUrl: serving.hostUrl }) }
    if (options.json) printResult(state === 'failed' ? { ...ready, problem } : ready, true)
    else {
      process.stdout.write(`Hookline is running. Open ${serving.uiUrl}\n`)
      process.stdout.write(problem === null ? `Tools post to ${serving.hooksUrl}\n` : `${problem}\n`)
      if (status.lan.state !== 'off' || status.publicUrl !== null) process.stdout.write(`${sayReach(status).slice(1).join('\n')}\n`)
      if (serving.hostUrl !== null) process.stdout.write(`Others can join at ${serving.hostUrl.replace('https://', '')}: "hookline invites create" makes a link\n`)
    }
    if (options.openBrowser) openInBrowser(serving.mintWindowUrl())
    stopOnSignal(() => serving.stop())
  } catch (error) {
    const inUse = error instanceof Error && error.constructor.name === 'FolderInUse'
    process.exitCode = printError(inUse ? new AppError('conflict', `Hookline is running already: ${error.message}. "hookline open" prints the window's address.`) : error, options.json === true)
  }
}

async function runOpen(options: CommonOptions): Promise<void> {
  const folder = dataFolderOf(options)
  const running = await reachRunning(folder)
  try {
    if (!running) throw new AppError('unavailable', `Hookline is not running in ${resolve(folder)}. Start it there with "hookline serve${options.profile === undefined ? '' : ` --profile ${options.profile}`}".`)
    const { url } = await running.client.session.open()
    if (url === null) throw new AppError('conflict', 'Hookline runs with its desktop window: open that one.')
    if (options.json) printResult({ url }, true)
    else process.stdout.write(`${url}\n`)
  } catch (error) {
    process.exitCode = printError(running?.explain(error) ?? error, options.json === true)
  } finally {
    await running?.close()
  }
}

/** A second signal ends the program at once. */
function stopOnSignal(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
}
