/** Real programs, unmodified, post to the live listener: each reports success by its own means, and people see what it was told to send. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'
import type { Program, Shown } from './program.ts'
import { programs } from './programs.ts'
import { openToolbox } from './toolbox.ts'

const versions = inject('versions')
const versionOf = ({ npm, debian, name }: Program) => versions[[...(npm ?? []), ...(debian ?? [])][0] ?? name] ?? ''

let t: TestApp
const folder = mkdtempSync(join(tmpdir(), 'hookline-client-'))
beforeAll(async () => {
  t = await startApp()
})
afterAll(async () => {
  await t.stop()
  rmSync(folder, { recursive: true, force: true })
})

test.each(programs.map((program, index) => [program.name, versionOf(program), index, program] as const))('%s %s', async (_name, _version, index, program) => {
  const channels = program.dialects.map((dialect, place) => `client-${index}-${place}-${dialect}`)
  const urls: string[] = []
  for (const [place, channel] of channels.entries()) {
    await t.client.channels.create({ name: channel })
    urls.push((await t.makeHook({ channel, dialect: program.dialects[place]! })).url)
  }
  const { success, said } = await program.run(openToolbox(inject('installed'), folder), urls)
  expect(success, said).toBe(true)
  for (const [place, channel] of channels.entries()) {
    const wanted = program.shows[place]!
    await expect.poll(async () => (await postedIn(channel)).length, { message: `messages in ${channel}; it said: ${said}` }).toBe(wanted.length)
    const messages = await postedIn(channel)
    expect(messages.map((message, at) => seen(message, wanted[at]!)), said).toEqual(wanted)
  }
})

async function postedIn(channel: string): Promise<Message[]> {
  const { messages } = await t.client.messages.list({ channel, limit: 100 })
  return messages.filter(({ hookId }) => hookId !== null)
}

/** Of a message only what is expected of it. */
function seen(message: Message, wanted: Partial<Shown>): Partial<Shown> {
  const everything = JSON.stringify([message.text, message.attachments, message.props])
  const parts: Shown = { ...message, words: wanted.words?.filter((word) => everything.includes(word)) ?? [], files: message.files.map(({ name }) => name) }
  return Object.fromEntries(Object.keys(wanted).map((key) => [key, parts[key as keyof Shown]]))
}
