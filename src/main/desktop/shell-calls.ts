/** What our page may ask of the shell: its state and its settings, checked, and nothing that could name a file or an address. */
import { ipcMain } from 'electron'
import { shellCallSchema, type ShellCall, type ShellState } from '#shared/contract/shell.ts'
import { isOurSender } from './ipc-sender.ts'
import { logProblem } from './shell-log.ts'

const shellChannel = 'hookline:shell'

export interface ShellAnswers {
  readState(): ShellState
  /** @throws Error with a sentence for people. */
  set(change: Extract<ShellCall, { call: 'set' }>['change']): void
  checkForUpdates(): void
}

/** What a page is told of a failure; the reason is in the log. */
const REFUSED = 'Hookline refused this.'

export function answerShellCalls(answers: ShellAnswers): void {
  ipcMain.handle(shellChannel, (event, rawCall: unknown): ShellState => {
    if (!isOurSender(event)) throw new Error(REFUSED)
    const parsed = shellCallSchema.safeParse(rawCall)
    if (!parsed.success) throw new Error(REFUSED)
    const { data } = parsed
    if (data.call === 'set') answers.set(data.change)
    if (data.call === 'checkForUpdates') answers.checkForUpdates()
    return answers.readState()
  })
}

/** Runs `work`; what goes wrong is written down and said as `sentence`. */
export function orSay(sentence: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    logProblem(sentence, error)
    throw new Error(sentence, { cause: error })
  }
}
