/** The borders of the command line: variables of scripts that are not set, names as people write them, programs that go away, and texts that a terminal cannot show as they are. */
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { reachRunning } from '../../src/main/headless/connect.ts'
import { cliPath, runNode, waitUntilReady } from '../helpers/child.ts'
import { runHere, sayHere, serveBeside, type Printed } from '../helpers/hookline.ts'
import { makeDataFolder } from '../helpers/start-app.ts'

const folder = makeDataFolder()
let serving: Awaited<ReturnType<typeof serveBeside>>
let hook = ''
beforeAll(async () => {
  serving = await serveBeside(folder)
  await run('init', '--workspace', 'Tidewater', '--display-name', 'Lena')
  for (const username of ['jim', 'mara']) await run('people', 'create', '--username', username)
  hook = ((await run('hooks', 'create', '--channel', 'town-square', '--name', 'ci', '--dialect', 'any')).json as { id: string }).id
})
afterAll(async () => {
  await serving?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const run = (...args: string[]): Promise<Printed> => runHere(folder, ...args)
/** As people read it. */
const say = (...args: string[]) => sayHere(...args, '--data', folder)

const subscribe = ['subscriptions', 'create', '--name', 'Wiki', '--url', 'https://ci.example/', '--trigger', 'deploy']

test.each([
  ['where it listens, which would be everywhere', [...subscribe, '--channel', '']],
  ['what addresses it gets, which would be none', ['hooks', 'create', '--channel', 'town-square', '--name', 'x', '--dialect', '']],
  ['what it tells of', [...subscribe, '--events', ' , ']],
])('a list that is empty, as of a variable that is not set, is a wrong use: %s', { timeout: 60_000 }, async (_what, words) => {
  expect(await run(...words)).toMatchObject({ code: 2, json: null, error: { code: 'invalid', message: expect.stringMatching(/Name at least one\./) } })
})

test('all public channels, no headers and no private addresses are said in words', { timeout: 60_000 }, async () => {
  const made = await run(...subscribe, '--channel', 'town-square', '--channel', 'off-topic', '--header', 'X-Team: ops', '--allow', '127.0.0.1:8080')
  const { id } = made.json as { id: string }
  const show = async () => (await run('subscriptions', 'show', id)).json as { channels: { name: string }[]; allow: string[]; headerNames?: string[] }
  const before = await show()
  expect([before.channels.map(({ name }) => name).sort(), before.allow]).toEqual([['off-topic', 'town-square'], ['127.0.0.1:8080']])
  expect(await run('subscriptions', 'update', id, '--all-channels', '--no-allow', '--no-header')).toMatchObject({ code: 0, json: { channels: [], allow: [] } })
  expect(await run('subscriptions', 'update', id, '--all-channels', '--channel', 'town-square')).toMatchObject({ code: 2, error: { code: 'invalid' } })
})

test('a person is named with or without @', { timeout: 60_000 }, async () => {
  expect((await run('channels', 'create', '--name', 'room', '--members', '@jim, mara')).json).toMatchObject({ members: ['jim', 'lena', 'mara'] })
  expect((await run('hooks', 'update', hook, '--owner', '@jim')).json).toMatchObject({ owner: 'jim' })
  expect((await run('tokens', 'create', '--scope', 'hooks', '--person', '@lena')).json).toMatchObject({ person: 'lena' })
  expect((await run('people', 'role', '@jim', 'admin')).json).toMatchObject({ username: 'jim', role: 'admin' })
  expect((await run('hand-over', '@jim')).error?.message).toMatch(/^@jim will own this workspace, .* Only @jim can undo it\./)
  expect((await run('people', 'remove', '@mara', '--yes')).json).toEqual({ username: 'mara', removed: true })
})

test('an invite without time is none, not one for ever', { timeout: 60_000 }, async () => {
  expect(await run('invites', 'create', '--expires', '0d')).toMatchObject({ code: 2, error: { code: 'invalid', field: 'expires' } })
})

test('who was named can be named anew behind the word that takes all back', { timeout: 60_000 }, async () => {
  expect((await run('hooks', 'update', hook, '--no-named', '--named', 'jim')).json).toMatchObject({ rules: { named: ['jim'] } })
})

test('a port for others without an address for them is a wrong use, not without effect', async () => {
  expect(await runHere(join(folder, 'unused'), 'serve', '--host-port', '0')).toMatchObject({ code: 2, json: null, error: { code: 'invalid', field: 'hostPort', message: expect.stringMatching(/give --host too/) } })
  expect(existsSync(join(folder, 'unused'))).toBe(false)
})

test('open says of which folder nothing runs', async () => {
  const other = join(folder, 'unused')
  expect(await runHere(other, 'open')).toMatchObject({ code: 5, error: { code: 'unavailable', message: `Hookline is not running in ${other}. Start it there with "hookline serve".` } })
})

test('one delivery and all of an outgoing webhook cannot both be meant', async () => {
  const id = '019a0000-0000-7000-8000-000000000000'
  expect(await run('deliveries', 'redeliver', id, '--subscription', id, '--since', '1h')).toMatchObject({ code: 2, error: { code: 'invalid', message: expect.stringMatching(/both at once/) } })
})

test.each([
  [['messages', 'list', '--channel', ''], /^hookline: channel: must not be empty\n$/],
  [['channels', 'create', '--name', 'long', '--purpose', 'x'.repeat(251)], /^hookline: purpose: use at most 250 characters\n$/],
  [['channels', 'create', '--name', 'long', '--display-name', ' '], /^hookline: displayName: must not be empty\n$/],
  [[...subscribe, '--trigger', ''], /^hookline: trigger\.words\.1: must not be empty\n$/],
  [['host', '--address', ''], /^hookline: addresses\.0: must not be empty\n$/],
  [['post', '--channel', 'town-square', '-5 degrees'], /unknown option '-5 degrees'\. If it is a text or a number, write -- before it\./],
  [['--json', 'people', 'list'], /--json comes behind the whole command, for instance: hookline people list --json/],
  [['report', '--out', ''], /Name a file\./],
])('%j is refused in words that say what to do', { timeout: 60_000 }, async (words, sentence) => {
  const { code, stdout, stderr } = await say(...words)
  const said = stderr.startsWith('{') ? (JSON.parse(stderr) as { error: { message: string } }).error.message : stderr
  expect([code, stdout, said]).toEqual([2, '', expect.stringMatching(sentence)])
})

test('--json behind -- is a text', { timeout: 60_000 }, async () => {
  const { code, stdout, stderr } = await sayHere('post', '--channel', 'nowhere', '--data', folder, '--', '--json')
  expect([code, stdout, stderr]).toEqual([3, '', expect.stringMatching(/^hookline: There is no channel/)])
})

test('columns stand below each other in every script, and a long text is not cut within a character', { timeout: 60_000 }, async () => {
  await run('channels', 'create', '--name', 'kita', '--display-name', '日本語 🎉')
  const rows = (await say('channels', 'list')).stdout.split('\n')
  // Each of the three takes one column more than JavaScript counts; of the emoji it counts two itself.
  expect(rows.find((row) => row.startsWith('kita'))!.indexOf('lena') + 3).toBe(rows.find((row) => row.startsWith('town-square'))!.indexOf('jim'))
  await run('post', '--channel', 'kita', `${'a'.repeat(158)}🎉🎉🎉`)
  const { stdout } = await say('messages', 'list', '--channel', 'kita')
  expect(stdout).toMatch(/a{158}…$/m)
  expect(stdout.isWellFormed()).toBe(true)
})

test('a table within a list has its lines, with times as times', { timeout: 60_000 }, async () => {
  const { id } = (await run('subscriptions', 'create', '--name', 'Dead', '--channel', 'off-topic', '--url', 'http://127.0.0.1:9/', '--policy', 'once')).json as { id: string }
  await run('post', '--channel', 'off-topic', 'hello')
  const listed = async () => (await run('deliveries', 'list', '--subscription', id)).json as { id: string; attempts: number; state: string }[]
  await expect.poll(async () => (await listed())[0]?.state, { timeout: 20_000 }).toMatch(/failed|parked/)
  const { stdout } = await say('deliveries', 'show', (await listed())[0]!.id)
  expect(stdout).toMatch(/^attemptList\.1\.at +20\d\d-\d\d-\d\dT[\d:.]+Z$/m)
  expect(stdout).toMatch(/^attemptList\.1\.problem +\S.+$/m)
})

test('what is refused moves no cursor either', { timeout: 60_000 }, async () => {
  const { code, stderr } = await say('hooks', 'show', 'red \u001b[31m\u202etext')
  expect([code, stderr]).toEqual([3, expect.stringMatching(/red {2}?\[31m text/)])
})

test.each(['ws://127.0.0.1:99999/rpc', 'ws://127.0.0.1:1@elsewhere.example/rpc'])('a run.json that names no address of ours is none: %s', { timeout: 60_000 }, async (rpcUrl) => {
  const other = makeDataFolder()
  mkdirSync(other, { recursive: true })
  writeFileSync(join(other, 'run.json'), JSON.stringify({ pid: 1, rpcUrl, key: 'k' }))
  expect(await runHere(other, 'people', 'list')).toMatchObject({ code: 0, json: [{ role: 'owner' }] })
  rmSync(other, { recursive: true, force: true })
})

test.each(['at once', 'in the middle'])('a program that goes away %s is told as one that cannot be reached', { timeout: 60_000 }, async (when) => {
  const [other, http] = [makeDataFolder(), createServer()]
  const sockets = new WebSocketServer({ server: http, handleProtocols: () => 'hookline.v1' })
  sockets.on('connection', (socket) => (when === 'at once' ? socket.close() : socket.once('message', () => socket.terminate())))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  mkdirSync(other, { recursive: true })
  writeFileSync(join(other, 'run.json'), JSON.stringify({ pid: process.pid, rpcUrl: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/rpc`, key: 'k' }))
  try {
    expect(await runHere(other, 'post', '--channel', 'town-square', 'x')).toMatchObject({ code: 5, json: null, error: { code: 'unavailable', message: expect.stringMatching(/stopped before it answered\. Look whether it was done/) } })
  } finally {
    http.close()
    rmSync(other, { recursive: true, force: true })
  }
})

test.skipIf(process.platform === 'win32')('a program that is frozen in the middle of a command is told as one that does not answer', { timeout: 60_000 }, async () => {
  const other = makeDataFolder()
  const child = runNode(cliPath, ['serve', '--json', '--data', other, '--hooks-port', '0', '--ui-port', '0'])
  await waitUntilReady(child)
  try {
    const line = (await reachRunning(other, 1000))!
    child.process.kill('SIGSTOP')
    const failed: unknown = await line.client.people.list().catch((error: unknown) => error)
    expect(line.explain(failed)).toMatchObject({ code: 'unavailable', message: expect.stringMatching(/^Hookline has not answered for 1 seconds: .*Look whether it was done/) })
    expect(await runHere(other, 'people', 'list')).toMatchObject({ code: 5, json: null, error: { code: 'unavailable', message: expect.stringMatching(/holds .* and does not answer/) } })
  } finally {
    child.process.kill('SIGCONT')
    child.process.kill('SIGTERM')
    await child.ended
    rmSync(other, { recursive: true, force: true })
  }
})

test.skipIf(!existsSync('/proc/self'))('a folder in which nothing can be made is refused, and not tried for ever', { timeout: 60_000 }, () => {
  const { status, stderr } = spawnSync(process.execPath, [cliPath, 'people', 'list', '--json', '--data', '/proc/hookline/data'], { encoding: 'utf8', timeout: 15_000 })
  expect([status, JSON.parse(stderr || '{}')]).toEqual([2, { error: { code: 'invalid', message: expect.stringMatching(/^\/proc\/hookline\/data cannot be made/) } }])
})

test('a report that cannot be written in full is not left by half', { timeout: 60_000 }, async () => {
  const out = join(folder, 'report.json')
  expect((await run('report', '--out', join(folder, 'nowhere', 'r.json'))).error).toEqual({ code: 'invalid', message: `There is no folder ${join(folder, 'nowhere')}. Make it, or name a file elsewhere.`, field: 'out' })
  if (process.platform === 'win32') return
  // No file may grow beyond a block of 1024 bytes.
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `trap '' XFSZ; ulimit -f 1; exec "$0" "$@"`, process.execPath, cliPath, 'report', '--out', out, '--json', '--data', folder], { encoding: 'utf8' })
  expect([status, stdout, JSON.parse(stderr)]).toEqual([1, '', { error: { code: 'storage_failed', message: expect.stringMatching(/not be written in full/), field: 'out' } }])
  expect(existsSync(out)).toBe(false)
  expect((await run('report', '--out', out)).json).toMatchObject({ file: out })
  expect(JSON.parse(readFileSync(out, 'utf8'))).toHaveProperty('versions')
})

test.skipIf(!existsSync('/dev/full'))('output that a full disk refuses is told, in the form that was asked for, and ends no server', { timeout: 60_000 }, async () => {
  const into = (...words: string[]) => spawnSync('bash', ['-c', 'exec "$0" "$@" >/dev/full', process.execPath, cliPath, ...words, '--data', folder], { encoding: 'utf8' })
  const sentence = expect.stringMatching(/^The output could not be written \(ENOSPC\)\. .*secrets that are printed once are lost/) as string
  const { status, stderr } = into('people', 'list', '--json')
  expect([status, JSON.parse(stderr)]).toEqual([1, { error: { code: 'storage_failed', message: sentence } }])
  expect(into('people', 'list').stderr).toMatch(/^hookline: The output could not be written .*\n$/)
  const other = makeDataFolder()
  const full = openSync('/dev/full', 'w')
  const server = spawn(process.execPath, [cliPath, 'serve', '--hooks-port', '0', '--data', other], { stdio: ['ignore', full, 'ignore'] })
  try {
    await expect.poll(async () => (await runHere(other, 'open')).code, { timeout: 20_000 }).toBe(0)
  } finally {
    server.kill('SIGKILL')
    closeSync(full)
    rmSync(other, { recursive: true, force: true })
  }
})

test('a request that is refused again ends with 1, as a sample does', { timeout: 60_000 }, async () => {
  const { id, addresses } = (await run('hooks', 'create', '--channel', 'town-square', '--name', 'again', '--dialect', 'any')).json as { id: string; addresses: { any: string } }
  await fetch(addresses.any, { method: 'POST', body: 'hello' })
  const [verdict] = (await run('verdicts', 'list', '--hook', id)).json as { id: number }[]
  expect(await run('verdicts', 'replay', String(verdict!.id))).toMatchObject({ code: 0, json: { status: 200 } })
  await run('hooks', 'disable', id)
  expect(await run('verdicts', 'replay', String(verdict!.id))).toMatchObject({ code: 1, json: { reason: 'hook_disabled' }, error: null })
})

test.skipIf(process.platform === 'win32')('a folder behind a link that leads nowhere is said in a sentence', { timeout: 60_000 }, async () => {
  const link = join(folder, 'link')
  symlinkSync(join(folder, 'gone'), link)
  expect(await runHere(link, 'people', 'list')).toMatchObject({ code: 2, error: { code: 'invalid', message: expect.stringMatching(/link cannot be made: .*Choose another folder with --data/) } })
})
