/** The command line: the entry of everything that runs without the desktop. */
import { Command, CommanderError } from 'commander'
import { addCaseCommands } from './commands/cases.ts'
import { addChatCommands } from './commands/chat.ts'
import { addDeliveryCommands } from './commands/deliveries.ts'
import { addHookCommands } from './commands/hooks.ts'
import { addReportCommand } from './commands/report.ts'
import { addServeCommands } from './commands/serve.ts'
import { addSettingsCommands } from './commands/settings.ts'
import { addSubscriptionCommands } from './commands/subscriptions.ts'
import { addTeamCommands } from './commands/team.ts'
import { addTokenCommands } from './commands/tokens.ts'
import { printError } from './output.ts'
import { AppError } from '#shared/contract/errors.ts'
import { version } from '../version.ts'

const wantsJson = process.argv.includes('--json')
/** What commander would have written to stderr. */
let usage = ''

try {
  // Not from the list itself: commander reads that of Electron differently.
  await buildProgram().parseAsync(process.argv.slice(2), { from: 'user' })
} catch (error) {
  process.exitCode = error instanceof CommanderError ? explainUsage(error) : printError(error, wantsJson)
}

/** @returns the exit code: 0 when help or version was asked for. */
function explainUsage({ code, exitCode, message }: CommanderError): number {
  if (exitCode === 0) return 0
  if (code !== 'commander.help') return printError(new AppError('invalid', message.replace(/^error: /, '')), wantsJson)
  if (wantsJson) return printError(new AppError('invalid', 'Name a command; "hookline --help" lists them.'), wantsJson)
  process.stderr.write(usage)
  return 2
}

function buildProgram(): Command {
  const program = new Command('hookline').version(version).description('Team chat with the webhook manager built in')
  // Usage errors are ours to print: in JSON where that was asked for, with exit code 2.
  const quiet = { writeErr: (text: string) => void (usage += text) }
  program.exitOverride().configureOutput(quiet)
  addServeCommands(program)
  addChatCommands(program)
  addCaseCommands(program)
  addHookCommands(program)
  addTokenCommands(program)
  addSubscriptionCommands(program)
  addDeliveryCommands(program)
  addTeamCommands(program)
  addSettingsCommands(program)
  addReportCommand(program)
  for (const command of allCommands(program)) command.exitOverride().configureOutput(quiet)
  return program
}

function allCommands(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...allCommands(child)])
}
