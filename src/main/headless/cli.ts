/** The command line: the entry of everything that runs without the desktop. */
import { Command, CommanderError } from 'commander'
import { addChatCommands } from './commands/chat.ts'
import { addHookCommands } from './commands/hooks.ts'
import { addServeCommands } from './commands/serve.ts'
import { addSettingsCommands } from './commands/settings.ts'
import { printError } from './output.ts'
import { AppError } from '#shared/contract/errors.ts'
import { version } from '../version.ts'

const wantsJson = process.argv.includes('--json')

try {
  await buildProgram().parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) process.exitCode = printError(error, wantsJson)
  else if (error.exitCode !== 0) process.exitCode = printError(new AppError('invalid', error.message.replace(/^error: /, '')), wantsJson)
}

function buildProgram(): Command {
  const program = new Command('hookline').version(version).description('Team chat with the webhook manager built in')
  // Usage errors are ours to print: in JSON where that was asked for, with exit code 2.
  program.exitOverride().configureOutput({ writeErr: () => undefined })
  addServeCommands(program)
  addChatCommands(program)
  addHookCommands(program)
  addSettingsCommands(program)
  for (const command of allCommands(program)) command.exitOverride().configureOutput({ writeErr: () => undefined })
  return program
}

function allCommands(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...allCommands(child)])
}
