/** What every command shares: the options of the data folder and the form of the output, and one way to run. */
import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { defaultDataFolder, profileFolder } from '#server/data-folder.ts'
import { parseFolder, parseProfile } from './parse.ts'
import { connect, type Client } from './connect.ts'
import { printError, printResult } from './output.ts'

export interface CommonOptions {
  readonly data?: string
  readonly profile?: string
  readonly json?: boolean
}

export function dataFolderOf({ data, profile }: CommonOptions): string {
  if (data !== undefined) return data
  const usual = defaultDataFolder(process.env, process.platform)
  return profile === undefined ? usual : profileFolder(usual, profile)
}

export function withCommonOptions(command: Command): Command {
  return command
    .option('--data <dir>', 'the data folder (default: $HOOKLINE_DATA or the usual place of this system)', parseFolder)
    .addOption(new Option('--profile <name>', 'another Hookline of yours: its folder is profiles/NAME in the usual one').argParser(parseProfile).conflicts('data'))
    .option('--json', 'print one JSON document')
}

/** Who gives one of these means to begin in an empty folder; for all others it is mostly a slip. */
const beginning: ReadonlySet<string> = new Set(['init', 'join'])

/**
 * Makes the action of a command: connects, runs it, prints what it returns, closes. The exit code is set and never forced, so that
 * output is written in full.
 * `columns` are those of the table for people.
 */
export function act<A extends unknown[], O extends CommonOptions>(run: (client: Client, options: O, ...args: A) => Promise<unknown>, columns?: readonly string[]) {
  return async (...given: unknown[]): Promise<void> => {
    const command = given.pop() as Command
    given.pop()
    const options = command.optsWithGlobals<O>()
    try {
      const folder = dataFolderOf(options)
      const connection = await connect(folder)
      if (connection.isNew && options.json !== true && !beginning.has(command.name())) process.stderr.write(`hookline: There was no data in ${resolve(folder)}: a new workspace was begun there. For another folder give --data or set HOOKLINE_DATA.\n`)
      try {
        printResult(await run(connection.client, options, ...(given as A)), options.json === true, columns)
      } catch (error) {
        throw connection.explain(error)
      } finally {
        await connection.close()
      }
    } catch (error) {
      process.exitCode = printError(error, options.json === true)
    }
  }
}
