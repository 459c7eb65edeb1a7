/** Asks before a command does what reaches beyond this computer. */
import { createInterface } from 'node:readline/promises'
import { AppError } from '#shared/contract/errors.ts'

export interface Confirmable {
  readonly yes?: boolean
  readonly json?: boolean
}

/** Where the person is asked and answers. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean }
}

const here: Terminal = { input: process.stdin, output: process.stderr }

/** At a terminal the person is asked; a script has to say `--yes`. @param what a sentence or two: what will be so. @throws AppError `conflict` (`yes`) without a yes */
export async function confirm({ yes = false, json = false }: Confirmable, what: string, terminal = here): Promise<void> {
  if (yes) return
  if (json || !terminal.input.isTTY || !terminal.output.isTTY) throw new AppError('conflict', `${what} Nothing was changed; give --yes if you want that.`, 'yes')
  if (!/^y(es)?$/i.test((await ask(terminal, `${what}\nDo you want that? [y/N] `)).trim())) throw new AppError('conflict', 'Nothing was changed.', 'yes')
}

/** @returns '' for who ends the input instead of answering (Ctrl-D, Ctrl-C): no question would ever be answered then. */
async function ask(terminal: Terminal, question: string): Promise<string> {
  const asking = createInterface(terminal)
  try {
    return await new Promise<string>((resolve, reject) => {
      asking.once('close', () => resolve(''))
      asking.question(question).then(resolve, reject)
    })
  } finally {
    asking.close()
  }
}
