/** What a person at a terminal answers, and what a script is told. */
import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { confirm, type Confirmable } from './confirm.ts'

const what = 'Tools of the network can post then.'

function createTerminal({ isTTY = true } = {}) {
  const [input, output] = [Object.assign(new PassThrough(), { isTTY }), Object.assign(new PassThrough(), { isTTY })]
  return { input, output, shown: () => String(output.read() ?? '') }
}

async function outcome(options: Confirmable, answer: string | null, terminal = createTerminal()): Promise<string> {
  const done = confirm(options, what, terminal).then(() => 'yes', (error: Error) => error.message)
  if (answer === null) terminal.input.end()
  else terminal.input.write(answer)
  return done
}

test.each(['y\n', 'Y\n', ' yes \n', 'YES\r\n'])('%j goes on', async (answer) => {
  expect(await outcome({}, answer)).toBe('yes')
})

test.each(['\n', 'n\n', 'no\n', 'yep\n', 'y y\n', null])('%j changes nothing', async (answer) => {
  expect(await outcome({}, answer)).toBe('Nothing was changed.')
})

test('the question says what will be so', async () => {
  const terminal = createTerminal()
  await outcome({}, 'y\n', terminal)
  expect(stripVTControlCharacters(terminal.shown())).toContain(`${what}\nDo you want that? [y/N] `)
})

test('--yes asks nothing; a script and --json are told how to say yes', async () => {
  const asked = `${what} Nothing was changed; give --yes if you want that.`
  expect([await outcome({ yes: true }, null), await outcome({ json: true }, 'y\n'), await outcome({}, 'y\n', createTerminal({ isTTY: false }))]).toEqual(['yes', asked, asked])
})
