/** Asks before a command does what reaches beyond this computer. */
import { createInterface } from 'node:readline/promises'
import { AppError } from '#shared/contract/errors.ts'

export interface Confirmable {
  readonly yes?: boolean
  readonly json?: boolean
}

/** At a terminal the person is asked; a script has to say `--yes`. @param what a sentence or two: what will be so. @throws AppError `conflict` (`yes`) without a yes */
export async function confirm({ yes = false, json = false }: Confirmable, what: string): Promise<void> {
  if (yes) return
  if (json || !process.stdin.isTTY || !process.stderr.isTTY) throw new AppError('conflict', `${what} Nothing was changed; give --yes if you want that.`, 'yes')
  const asking = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await asking.question(`${what}\nDo you want that? [y/N] `)
    if (!/^y(es)?$/i.test(answer.trim())) throw new AppError('conflict', 'Nothing was changed.', 'yes')
  } finally {
    asking.close()
  }
}
