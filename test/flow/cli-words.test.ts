/** What commands say to people: times as times, what to do next, and how what was set is taken back. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { RPCHandler } from '@orpc/server/ws'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { writeRunFile } from '#server/run-file.ts'
import { allCommands, buildProgram } from '../../src/main/headless/program.ts'
import { runHere, sayHere, serveBeside, type Printed } from '../helpers/hookline.ts'
import { makeDataFolder } from '../helpers/start-app.ts'

const folder = makeDataFolder()
let serving: Awaited<ReturnType<typeof serveBeside>>
let hook: { id: string; addresses: { any: string } }
beforeAll(async () => {
  serving = await serveBeside(folder)
  await run('init', '--workspace', 'Tidewater', '--display-name', 'Lena')
  hook = (await run('hooks', 'create', '--channel', 'town-square', '--name', 'ci', '--dialect', 'any')).json as typeof hook
})
afterAll(async () => {
  await serving?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const run = (...args: string[]): Promise<Printed> => runHere(folder, ...args)
/** As people read it. */
const say = (...args: string[]) => sayHere(...args, '--data', folder)
const idOfAddress = async () => ((await run('addresses', 'list', '--hook', hook.id)).json as { id: string }[])[0]!.id

test('the help says what each command does, what each option is, and which are needed', async () => {
  const commands = allCommands(buildProgram(() => undefined))
  const unsaid = commands.flatMap((command) => [...(command.description() === '' ? [command] : []), ...command.options.filter(({ description, argChoices }) => description === '' && !argChoices)].map((one) => [command.parent?.name(), command.name(), 'flags' in one ? one.flags : '']))
  expect(unsaid).toEqual([])
  const { stdout } = await sayHere('hooks', 'create', '--help')
  expect(stdout).toMatch(/--channel <name> +where it posts \(needed\)$/m)
  expect(stdout).toMatch(/--owner <username> +on whose behalf it posts \(default: me\)$/m)
})

test('times are times, also of an end and inside of a request', { timeout: 60_000 }, async () => {
  await fetch(hook.addresses.any, { method: 'POST', body: 'hello' })
  const [verdict] = (await run('verdicts', 'list')).json as { id: number }[]
  await run('hooks', 'update', hook.id, '--signature', 'github')
  await run('hooks', 'secret', 'set', hook.id)
  const said = [
    await say('verdicts', 'show', String(verdict!.id)),
    await say('hooks', 'secret', 'rotate', hook.id, '--overlap', '24h'),
    await say('addresses', 'rotate', '--address', await idOfAddress(), '--overlap', '24h'),
  ]
  const time = String.raw`20\d\d-\d\d-\d\dT[\d:.]+Z`
  expect(said.map(({ stdout }) => stdout)).toEqual([expect.stringMatching(new RegExp(String.raw`^verdict\.at +${time}$`, 'm')), ...[1, 2].map(() => expect.stringMatching(new RegExp(`^oldValidUntil +${time}$`, 'm')) as string)])
  expect(said.flatMap(({ stdout }) => stdout.match(/(?<!\d)1\d{12}(?!\d)/g) ?? [])).toEqual([])
})

test.each([
  [['addresses', 'rotate', '--address', 'it'], 3, /hookline addresses list --hook ID/],
  [['addresses', 'rotate', '--address', '019a0000-0000-7000-8000-000000000000', '--overlap', '31d'], 2, /must be at most 30 days/],
  [['settings', 'set', 'integrations.incomingEnabled', 'off'], 2, /must be true or false/],
  [['settings', 'set', 'integrations.managedBy', 'everyone'], 2, /must be admins or members/],
  [['settings', 'set', 'verdicts.keepDays', 'long'], 2, /must be a whole number/],
  [['settings', 'set', 'verdicts.keepDays', '0'], 2, /must be at least 1/],
  [['settings', 'set', 'messages.maxLength', '99999'], 2, /must be at most 16383/],
  [['people', 'remove', 'mara'], 4, /@mara gets nothing new from now on and can write nothing.*--yes/],
  [['people', 'role', 'mara', 'owner'], 2, /role: “owner” is none of admin, member, guest/],
  [['hand-over', 'mara'], 4, /@mara will own this workspace.*--yes/],
] as const)('%j is refused with %i and says what to do', { timeout: 60_000 }, async (words, code, sentence) => {
  const said = await say(...words)
  expect([said.code, said.stdout, said.stderr]).toEqual([code, '', expect.stringMatching(sentence)])
})

test('what the doctor leaves to a person is no deed that is unknown', { timeout: 60_000 }, async () => {
  const { code, stderr } = await say('hooks', 'doctor', hook.id, '--fix', 'open_notifications')
  expect([code, stderr]).toEqual([2, expect.stringMatching(/“open_notifications” is for you to choose, in the window/)])
})

test('what a webhook was given of its own is taken back with an empty text', { timeout: 60_000 }, async () => {
  const own = { username: 'Bot', iconUrl: 'https://ci.example/bot.png', iconEmoji: 'rocket' }
  expect((await run('hooks', 'update', hook.id, '--username', own.username, '--icon-url', own.iconUrl, '--icon-emoji', own.iconEmoji)).json).toMatchObject(own)
  expect((await run('hooks', 'update', hook.id, '--username', '', '--icon-url', '', '--icon-emoji', '')).json).toMatchObject({ username: null, iconUrl: null, iconEmoji: null })
  const { id } = (await run('subscriptions', 'create', '--name', 'Wiki', '--channel', 'town-square', '--url', 'https://ci.example/', '--username', 'Bot', '--receiver', 'one')).json as { id: string }
  expect((await run('subscriptions', 'update', id, '--username', '', '--icon-url', '', '--receiver', '')).json).toMatchObject({ username: null, iconUrl: null, receiver: null })
})

test.each([['hooks.publicUrl', 'https://hooks.example.com'], ['hooks.incomingLimit', '20']])('%s is taken back with “none”', { timeout: 60_000 }, async (key, value) => {
  expect((await run('settings', 'set', key, value)).code).toBe(0)
  expect((await run('settings', 'set', key, 'none')).json).toEqual({ key, value: null, default: null })
})

test('an archived channel comes back', { timeout: 60_000 }, async () => {
  await run('channels', 'create', '--name', 'attic')
  await run('channels', 'archive', 'attic')
  expect((await run('channels', 'restore', 'attic')).json).toMatchObject({ name: 'attic', members: ['lena'] })
  expect((await run('post', '--channel', 'attic', 'back')).code).toBe(0)
})

test('an outgoing webhook says who still has to agree, when it is made and when it is shown', { timeout: 60_000 }, async () => {
  await run('people', 'create', '--username', 'mara')
  await run('post', '--channel', '@mara', 'hello')
  const waits = [{ channel: 'lena__mara', people: ['mara'] }]
  const made = (await run('subscriptions', 'create', '--name', 'Two', '--channel', '@mara,town-square', '--url', 'https://ci.example/')).json as { id: string }
  expect(made).toMatchObject({ waitsForConsent: waits })
  expect((await run('subscriptions', 'show', made.id)).json).toMatchObject({ waitsForConsent: waits })
})

test.each([[], ['below']])('a file is no data folder, nor is what would lie below one: %j', { timeout: 60_000 }, async (...below) => {
  const file = join(folder, 'a-file')
  writeFileSync(file, 'mine')
  const { code, stderr } = await sayHere('hooks', 'list', '--data', join(file, ...below))
  expect([code, stderr]).toEqual([2, expect.stringMatching(/a-file\S* is no folder, but a file or below one\. Choose another one with --data/)])
  expect(readFileSync(file, 'utf8')).toBe('mine')
})

test('who names a folder without data is told that it was begun there, once; a document stays alone', { timeout: 60_000 }, async () => {
  const mistyped = join(folder, 'mistyped')
  const list = (...more: string[]) => sayHere('hooks', 'list', '--data', mistyped, ...more)
  expect(await list()).toEqual({ code: 0, stdout: 'Nothing.\n', stderr: `hookline: There was no data in ${mistyped}: a new workspace was begun there. For another folder give --data or set HOOKLINE_DATA.\n` })
  expect(await list()).toEqual({ code: 0, stdout: 'Nothing.\n', stderr: '' })
  expect(await sayHere('hooks', 'list', '--json', '--data', `${mistyped}-too`)).toEqual({ code: 0, stdout: '[]\n', stderr: '' })
  expect(await sayHere('init', '--workspace', 'W', '--display-name', 'Lena', '--data', `${mistyped}-not`)).toMatchObject({ code: 0, stderr: '' })
})

test('whom one has not written with is no channel that is not there', { timeout: 60_000 }, async () => {
  await run('people', 'create', '--username', 'jim')
  const listing = ['messages', 'list', '--channel', '@jim']
  expect(await run(...listing)).toMatchObject({ code: 3, error: { code: 'not_found', message: 'You and @jim have no direct messages yet. Write the first one.', field: 'channel' } })
  await run('post', '--channel', '@jim', 'hello')
  expect((await run(...listing)).json).toMatchObject([{ text: 'hello' }])
})

test('--data without a name, as of a variable that is not set, is a wrong use', async () => {
  const { code, stderr } = await sayHere('hooks', 'list', '--data', '')
  expect([code, stderr]).toEqual([2, expect.stringMatching(/--data <dir>.*Name a folder\./)])
})

test('a program of another version says so', { timeout: 60_000 }, async () => {
  const [other, http] = [makeDataFolder(), createServer()]
  const sockets = new WebSocketServer({ server: http, handleProtocols: () => 'hookline.v1' })
  const handler = new RPCHandler({})
  sockets.on('connection', (socket) => void handler.upgrade(socket))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  writeRunFile(other, { pid: process.pid, rpcUrl: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/rpc`, key: 'k' })
  try {
    const { code, stderr } = await sayHere('hooks', 'list', '--data', other)
    expect([code, stderr]).toEqual([5, expect.stringMatching(/does not know this command: it is of another version\. Stop it and start it again/)])
  } finally {
    for (const socket of sockets.clients) socket.terminate()
    http.close()
    rmSync(join(other), { recursive: true, force: true })
  }
})
