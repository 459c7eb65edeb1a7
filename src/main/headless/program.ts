/** The command line as a program: its commands, and one way to run them. */
import { Command, CommanderError, Help, type Option } from 'commander'
import { AppError } from '#shared/contract/errors.ts'
import { version } from '../version.ts'
import { addCaseCommands } from './commands/cases.ts'
import { addChatCommands } from './commands/chat.ts'
import { addDeliveryCommands } from './commands/deliveries.ts'
import { addHookCommands } from './commands/hooks.ts'
import { addPeopleCommands } from './commands/people.ts'
import { addReportCommand } from './commands/report.ts'
import { addServeCommands } from './commands/serve.ts'
import { addSettingsCommands } from './commands/settings.ts'
import { addSubscriptionCommands } from './commands/subscriptions.ts'
import { addTeamCommands } from './commands/team.ts'
import { addTokenCommands } from './commands/tokens.ts'
import { printError } from './output.ts'

/** Prints what was asked for or what was wrong, and sets the exit code. @param words of the command line, without those of the program itself */
export async function runProgram(words: readonly string[]): Promise<void> {
  const isJson = wantsJson(words)
  /** What commander would have written to stderr. */
  let usage = ''
  try {
    await buildProgram((text) => void (usage += text)).parseAsync(words, { from: 'user' })
  } catch (error) {
    process.exitCode = error instanceof CommanderError ? explainUsage(error, usage, isJson) : printError(error, isJson)
  }
}

/** Behind `--` it is text. */
export function wantsJson(words: readonly string[]): boolean {
  return words.slice(0, words.includes('--') ? words.indexOf('--') : undefined).includes('--json')
}

/** @returns the exit code: 0 when help or version was asked for. */
function explainUsage({ code, exitCode, message }: CommanderError, usage: string, isJson: boolean): number {
  if (exitCode === 0) return 0
  if (code !== 'commander.help') return printError(new AppError('invalid', withHint(message.replace(/^error: /, ''))), isJson)
  if (isJson) return printError(new AppError('invalid', 'Name a command; "hookline --help" lists them.'), isJson)
  process.stderr.write(usage)
  return 2
}

/** Options that every command has are mostly in the wrong place, and words with one dash are mostly a text or a number. */
function withHint(message: string): string {
  const [, option = ''] = /^unknown option '([^']*)'/.exec(message) ?? []
  if (['--json', '--data', '--profile'].includes(option)) return `${option} comes behind the whole command, for instance: hookline people list ${option}`
  return /^-[^-]/.test(option) ? `${message}. If it is a text or a number, write -- before it.` : message
}

/** Usage errors are ours to print, in JSON where that was asked for, with exit code 2. */
export function buildProgram(writeErr: (text: string) => void): Command {
  const program = new Command('hookline').version(version).description('Team chat with the webhook manager built in')
  program.exitOverride().configureOutput({ writeErr })
  addServeCommands(program)
  addChatCommands(program)
  addPeopleCommands(program)
  addCaseCommands(program)
  addHookCommands(program)
  addTokenCommands(program)
  addSubscriptionCommands(program)
  addDeliveryCommands(program)
  addTeamCommands(program)
  addSettingsCommands(program)
  addReportCommand(program)
  for (const command of allCommands(program)) command.exitOverride().configureOutput({ writeErr }).configureHelp({ optionDescription: describe })
  return program
}

/** As commander does, and says which cannot be left out. */
function describe(option: Option): string {
  const text = new Help().optionDescription(option)
  return option.mandatory && option.defaultValue === undefined ? `${text} (needed)`.trimStart() : text
}

/** Those below it, and theirs. */
export function allCommands(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...allCommands(child)])
}
