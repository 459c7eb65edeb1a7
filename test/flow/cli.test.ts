/** The command line: every command, its document, its errors and exit codes, alone and beside a running app; of each group of commands the first is a process of its own. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { connectWindow } from '../helpers/connect-socket.ts'
import { cliPath, runNode, waitUntilReady, type Child, type Ready } from '../helpers/child.ts'
import { createRun, runHere, runHookline, type Printed } from '../helpers/hookline.ts'
import { dialects } from '#shared/dialects/index.ts'
import { uuidToShortId } from '#shared/core/ids.ts'
import { sendJson } from '../helpers/post.ts'
import { makeDataFolder } from '../helpers/start-app.ts'

const folders: string[] = []
const children: Child[] = []
afterAll(async () => {
  for (const { process } of children) process.kill('SIGKILL')
  await Promise.all(children.map(({ ended }) => ended))
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = makeDataFolder()
  folders.push(folder)
  return folder
}

async function startServe(dataFolder: string, ...args: string[]): Promise<{ child: Child; ready: Ready & { problem?: string } }> {
  const child = runNode(cliPath, ['serve', '--json', '--data', dataFolder, ...args])
  children.push(child)
  return { child, ready: await waitUntilReady(child) }
}

async function stopServe({ process, ended }: Child, signal: NodeJS.Signals = 'SIGTERM') {
  process.kill(signal)
  return ended
}

describe.each(['inline', 'beside a running app'])('%s', { timeout: 120_000 }, (how) => {
  const folder = newFolder()
  let serving: Child | undefined
  let hooksUrl = ''
  const ask = createRun(folder)
  const run = async (...args: string[]): Promise<Printed['json']> => {
    const { code, json, error } = await ask(...args)
    expect({ args, code, error }).toEqual({ args, code: 0, error: null })
    return json
  }
  beforeAll(async () => {
    if (how !== 'inline') {
      const { child, ready } = await startServe(folder, '--hooks-port', '0')
      serving = child
      hooksUrl = ready.hooksUrl
    } else await run('settings', 'set', 'hooks.port', '0')
  })
  afterAll(async () => {
    if (serving) await stopServe(serving)
  })

  test('init names the workspace and me', async () => {
    expect(await run('init', '--workspace', 'Tidewater', '--display-name', 'Lena Fischer')).toMatchObject({ workspace: 'Tidewater', username: 'lena.fischer', displayName: 'Lena Fischer' })
  })

  test('people', async () => {
    expect(await run('people', 'create', '--username', 'jim', '--display-name', 'Jim F', '--role', 'guest')).toMatchObject({ username: 'jim', displayName: 'Jim F', role: 'guest' })
    expect((await run('people', 'list')).map(({ username, role }: { username: string; role: string }) => [username, role])).toEqual([['jim', 'guest'], ['lena.fischer', 'owner']])
    await run('people', 'create', '--username', 'tom')
    expect(await run('people', 'role', 'tom', 'admin')).toMatchObject({ username: 'tom', role: 'admin' })
    expect(await run('people', 'list', '--removed')).toEqual([])
    expect(await run('people', 'remove', 'tom', '--yes')).toEqual({ username: 'tom', removed: true })
    const names = async (...more: string[]) => (await run('people', 'list', ...more)).map(({ username }: { username: string }) => username)
    expect([await names(), await names('--removed')]).toEqual([['jim', 'lena.fischer'], ['tom']])
  })

  test('channels', async () => {
    const made = { id: expect.stringMatching(/^[0-9a-f-]{36}$/), name: 'release-room', type: 'private', displayName: 'Release room', members: ['jim', 'lena.fischer'] }
    expect(await run('channels', 'create', '--name', 'release-room', '--display-name', 'Release room', '--private', '--members', 'jim')).toEqual(made)
    await run('channels', 'create', '--name', 'old')
    await run('channels', 'archive', 'old')
    expect((await run('channels', 'list')).map(({ name, type }: { name: string; type: string }) => [name, type])).toEqual([['town-square', 'public'], ['off-topic', 'public'], ['release-room', 'private']])
  })

  test('post and messages, oldest first, also to a person', async () => {
    const first = await run('post', '--channel', 'release-room', 'one *two* three')
    await run('post', '--channel', '#release-room', 'second')
    const messages = await run('messages', 'list', '--channel', 'release-room')
    expect(messages.map(({ text }: { text: string }) => text)).toEqual(['one *two* three', 'second'])
    expect(messages[0]).toEqual(first)
    expect(await run('messages', 'show', first.id)).toEqual(first)
    const keys = ['id', 'type', 'channel', 'channelId', 'position', 'author', 'username', 'text', 'createdAt', 'editedAt', 'threadRootId', 'bot', 'endToEndEncrypted', 'hookId', 'iconUrl', 'iconEmoji', 'attachments', 'props', 'caseId', 'priority']
    expect(Object.keys(first)).toEqual(expect.arrayContaining(keys))
    expect(await run('messages', 'list', '--channel', 'release-room', '--limit', '1')).toEqual(messages.slice(1))
    expect(await run('post', '--channel', '@jim', 'psst')).toMatchObject({ channel: 'jim__lena.fischer', text: 'psst' })
    expect((await run('messages', 'list', '--channel', '@jim')).map(({ text }: { text: string }) => text)).toEqual(['psst'])
  })

  test('hooks and their addresses', async () => {
    const { id, addresses } = await run('hooks', 'create', '--channel', 'release-room', '--name', 'CI', '--description', 'builds', '--username', 'Builder', '--icon-emoji', 'ship', '--locked')
    expect(addresses).toEqual({
      kchat: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/hooks\/[0-9a-f-]{36}$/),
      mattermost: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/hooks\/[a-z0-9]{26}$/),
      slack: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/services\/T\w+\/B\w+\/\w{24}$/),
      chatalot: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/api\/webhooks\/execute\/[A-Za-z0-9]{64}$/),
      discord: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/api\/webhooks\/\d{18}\/[\w-]{68}$/),
      rocketchat: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/hooks\/[A-Za-z0-9]{17}\/[A-Za-z0-9]{48}$/),
      emakin: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/hooks\/channels\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/),
      any: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/in\/[\w-]{43}$/),
    })
    expect(Object.keys(addresses)).toEqual(dialects.map(({ id: dialect }) => dialect))
    expect(Object.keys((await run('hooks', 'create', '--channel', 'town-square', '--name', 'two', '--dialect', 'slack,kchat')).addresses).sort()).toEqual(['kchat', 'slack'])
    expect((await run('hooks', 'list')).map(({ name }: { name: string }) => name)).toEqual(['CI', 'two'])
    expect(await run('hooks', 'show', id)).toMatchObject({ id, name: 'CI', channel: 'release-room', locked: true, enabled: true, username: 'Builder', iconEmoji: 'ship', owner: 'lena.fischer' })
    expect(await run('hooks', 'disable', id)).toMatchObject({ enabled: false })
    expect(await run('hooks', 'enable', id)).toMatchObject({ enabled: true })
    expect(await run('hooks', 'update', id, '--name', 'CI server', '--no-locked', '--channel', 'town-square')).toMatchObject({ name: 'CI server', locked: false, channel: 'town-square', description: 'builds' })
    expect(await run('hooks', 'show', id)).toMatchObject({ health: { hookId: id, lastWeek: { accepted: 0, refused: 0 }, unusedSince: null } })
    expect(await run('hooks', 'health', id)).toMatchObject({ name: 'CI server', enabled: true, pausedReason: null, hookId: id, lastRefusal: null, failures: 0 })
    // A guest is in no public channel, so that the webhook cannot be given to one.
    expect(await ask('hooks', 'update', id, '--owner', 'jim')).toMatchObject({ code: 4, error: { code: 'forbidden', message: 'jim, who would own the webhook, cannot read #town-square.' } })
    expect(await run('hooks', 'update', id, '--owner', 'lena.fischer')).toMatchObject({ owner: 'lena.fischer', name: 'CI server' })
    expect(await run('hooks', 'update', id, '--keyed', 'thread', '--key-field', 'alert.id')).toMatchObject({ name: 'CI server', rules: { keyed: 'thread', keyField: 'alert.id' } })
    expect((await run('hooks', 'update', id, '--no-key-field')).rules).toMatchObject({ keyed: 'thread', keyField: null })

    const added = await run('addresses', 'add', '--hook', id, '--dialect', 'slack')
    expect(added).toEqual({ id: expect.any(String), dialect: 'slack', url: expect.stringContaining('/services/') })
    const rotated = await run('addresses', 'rotate', '--address', added.id, '--overlap', '24h')
    expect(rotated).toEqual({ id: expect.any(String), dialect: 'slack', url: expect.stringContaining('/services/'), oldValidUntil: expect.any(Number) })
    expect(Math.abs(rotated.oldValidUntil - Date.now() - 86_400_000)).toBeLessThan(60_000)
    await run('addresses', 'remove', '--address', rotated.id)
    expect((await run('addresses', 'list', '--hook', id)).map(({ dialect }: { dialect: string }) => dialect).sort()).toEqual([...dialects.map((known) => known.id), 'slack'].sort())

    if (serving) {
      expect((await sendJson(addresses.mattermost, { text: 'from a tool' })).status).toBe(200)
      const [verdict] = await run('verdicts', 'list', '--hook', id)
      expect(verdict).toMatchObject({ hookId: id, status: 200, reason: 'posted', dialect: 'mattermost' })
      expect((await run('verdicts', 'show', String(verdict.id))).link).toBe(`hookline://hook/${id}/request/${verdict.id}`)
      expect((await run('hooks', 'health', id)).lastDay).toEqual({ accepted: 1, refused: 0 })
    }
    expect(Array.isArray(await run('verdicts', 'list', '--limit', '1'))).toBe(true)
    await run('hooks', 'delete', id)
  })

  test('cases: listed with their text, by state, closed and reopened', async () => {
    expect(await run('cases', 'list', '--channel', 'off-topic')).toEqual([])
    if (!serving) return
    const { addresses } = await run('hooks', 'create', '--channel', 'off-topic', '--name', 'monitor', '--dialect', 'emakin')
    const report = async (body: object) => JSON.parse((await sendJson(addresses.emakin, body)).body) as { messageId: string; caseId: string }
    const disk = await report({ id: 'disk', text: 'Disk is full' })
    const fan = await report({ id: 'fan', attachments: [{ '@type': 'file', displayName: 'noise', ext: 'wav', url: 'https://monitor.example/noise' }] })
    const update = await report({ references: ['disk'], text: 'And fuller' })
    const [first, second] = await run('cases', 'list', '--channel', '#off-topic')
    expect(first).toEqual({
      id: disk.caseId, channel: 'off-topic', channelId: expect.any(String), externalId: 'disk', state: 'open', text: 'Disk is full', updates: 1,
      openedAt: expect.any(Number), changedAt: expect.any(Number), position: expect.any(Number), closedBy: null,
    })
    expect(second).toMatchObject({ id: fan.caseId, externalId: 'fan', text: 'noise.wav', updates: 0 })
    expect((await run('messages', 'show', update.messageId)).caseId).toBe(disk.caseId)
    expect(await run('cases', 'close', uuidToShortId(disk.caseId))).toMatchObject({ id: disk.caseId, state: 'closed', closedBy: 'lena.fischer' })
    const states = async (...more: string[]) => (await run('cases', 'list', '--channel', 'off-topic', ...more)).map(({ externalId }: { externalId: string }) => externalId)
    expect([await states('--state', 'open'), await states('--state', 'closed'), await states('--limit', '1')]).toEqual([['fan'], ['disk'], ['disk']])
    expect(await run('cases', 'reopen', disk.caseId)).toMatchObject({ state: 'open', closedBy: null })
  })

  test('tokens: told once, listed without their secret, revoked', async () => {
    const { token, ...made } = await run('tokens', 'create', '--person', 'jim', '--scope', 'hooks', '--expires', '90d', '--label', 'nightly')
    expect(token).toMatch(/^hlt_[\w-]{43}$/)
    expect(made).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), person: 'jim', scope: 'hooks', label: 'nightly', lastFour: token.slice(-4), createdAt: expect.any(Number), expiresAt: made.createdAt + 90 * 86_400_000, lastUsedAt: null })
    const { token: mine, ...lasting } = await run('tokens', 'create', '--scope', 'hooks')
    expect(lasting).toMatchObject({ person: 'lena.fischer', label: '', expiresAt: null })
    expect(await run('tokens', 'list')).toEqual([made, lasting])
    if (serving) {
      await run('hooks', 'create', '--channel', 'town-square', '--name', 'to be found', '--dialect', 'chatalot')
      const answer = await fetch(`${hooksUrl}/api/channels/town-square/webhooks`, { headers: { Authorization: `Bearer ${mine}` } })
      expect([answer.status, ((await answer.json()) as { name: string }[]).map(({ name }) => name)]).toEqual([200, expect.arrayContaining(['to be found'])])
    }
    expect(await run('tokens', 'revoke', made.id)).toEqual({ id: made.id, revoked: true })
    expect((await run('tokens', 'list')).map(({ id }: { id: string }) => id)).toEqual([lasting.id])
  })

  test('settings', async () => {
    expect(await run('settings', 'set', 'hooks.incomingLimit', '20')).toMatchObject({ key: 'hooks.incomingLimit', value: 20 })
    expect(await run('settings', 'get', 'hooks.incomingLimit')).toMatchObject({ key: 'hooks.incomingLimit', value: 20 })
    expect(await run('settings', 'set', 'hooks.incomingLimit', 'null')).toMatchObject({ value: null })
    expect(await run('settings', 'set', 'integrations.managedBy', 'members')).toMatchObject({ value: 'members' })
    expect((await run('settings', 'list')).map(({ key }: { key: string }) => key)).toContain('verdicts.keepDays')
  })
})

/** Beside a running app, where a refusal has the longest way to come; all at once, because many are processes. */
test('a refusal is one document on stderr and the exit code of its kind', { timeout: 120_000 }, async () => {
  const folder = newFolder()
  const { child } = await startServe(folder, '--hooks-port', '0')
  await runHere(folder, 'init', '--workspace', 'Tidewater', '--display-name', 'Lena Fischer')
  await runHere(folder, 'people', 'create', '--username', 'jim')
  await runHere(folder, 'channels', 'create', '--name', 'old')
  await runHere(folder, 'channels', 'archive', 'old')
  const expected: [string[], [number, string, string | undefined]][] = [
    [['init', '--workspace', 'Again', '--display-name', 'Lena'], [4, 'conflict', undefined]],
    [['people', 'create', '--username', 'jim'], [4, 'conflict', 'username']],
    [['people', 'create', '--username', 'bo', '--role', 'boss'], [2, 'invalid', 'role']],
    [['people', 'create', '--username', 'NOT A NAME'], [2, 'invalid', 'username']],
    [['channels', 'create', '--name', 'town-square'], [4, 'conflict', 'name']],
    [['channels', 'archive', 'nowhere'], [3, 'not_found', 'channel']],
    [['messages', 'list', '--channel', 'nowhere'], [3, 'not_found', 'channel']],
    [['messages', 'show', 'nothing'], [3, 'not_found', undefined]],
    [['post', '--channel', 'old', 'x'], [4, 'conflict', 'channel']],
    [['post', '--channel', 'town-square', ' '], [2, 'invalid', 'text']],
    [['hooks', 'show', '0190a0b0-0000-7000-8000-000000000000'], [3, 'not_found', undefined]],
    [['hooks', 'show', 'no-id'], [3, 'not_found', undefined]],
    [['hooks', 'create', '--channel', 'nowhere', '--name', 'x'], [3, 'not_found', 'channel']],
    [['hooks', 'create', '--channel', 'town-square', '--name', 'x', '--dialect', 'irc'], [2, 'invalid', 'dialect']],
    [['cases', 'list', '--channel', 'nowhere'], [3, 'not_found', 'channel']],
    [['cases', 'list', '--channel', 'town-square', '--state', 'solved'], [2, 'invalid', 'state']],
    [['cases', 'list'], [2, 'invalid', undefined]],
    [['cases', 'close', 'no-id'], [3, 'not_found', undefined]],
    [['cases', 'reopen', '0190a0b0-0000-7000-8000-000000000001'], [3, 'not_found', 'caseId']],
    [['tokens', 'create', '--scope', 'everything'], [2, 'invalid', 'scope']],
    [['tokens', 'create', '--scope', 'hooks', '--expires', '0'], [2, 'invalid', 'expiresInMs']],
    [['tokens', 'revoke', 'no-id'], [3, 'not_found', undefined]],
    [['settings', 'set', 'messages.maxLength', '10'], [2, 'invalid', 'value']],
    [['settings', 'get', 'no.such'], [3, 'not_found', 'key']],
  ]
  const ask = createRun(folder)
  const ran = await Promise.all(expected.map(async ([args]) => ({ args, ...(await ask(...args)) })))
  expect(ran.map(({ args, code, json, error }) => [args, json, [code, error?.code, error?.field]])).toEqual(expected.map(([args, outcome]) => [args, null, outcome]))
  expect(ran.filter(({ error }) => (error?.message.length ?? 0) < 10)).toEqual([])
  await stopServe(child)
})

test.concurrent.each<[string, string[], typeof runHookline?]>([
  ['an unknown command', ['frobnicate'], runHookline],
  ['an unknown subcommand', ['hooks', 'frobnicate']],
  ['a missing option', ['channels', 'create']],
  ['a missing argument', ['hooks', 'show']],
  ['an unknown option', ['people', 'list', '--frob']],
  ['a limit that is none', ['messages', 'list', '--channel', 'x', '--limit', 'ten']],
  ['a limit that is too large', ['messages', 'list', '--channel', 'x', '--limit', '1001']],
  ['a port that is none', ['serve', '--hooks-port', '70000']],
  ['no subcommand', ['hooks'], runHookline],
])('usage: %s is exit code 2 and one document', { timeout: 30_000 }, async (_name, args, run = runHere) => {
  const { code, json, error } = await run('/nonexistent/never-touched', ...args)
  expect([code, json, error?.code, error?.message]).toEqual([2, null, 'invalid', expect.stringMatching(/^[^()]{8}/)])
})

test('without a command: what there is, on stderr, exit code 2; asked for help: on stdout, 0', async () => {
  const [bare, help, version] = await Promise.all([[], ['--help'], ['--version']].map((args) => runNode(cliPath, args).ended))
  expect([bare?.code, bare?.stdout, bare?.stderr]).toEqual([2, '', expect.stringContaining('serve')])
  expect([help?.code, help?.stdout, help?.stderr]).toEqual([0, expect.stringContaining('serve'), ''])
  expect([version?.code, version?.stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)])
})

test('whoever reads what it prints may stop before the end: a command ends well, and a server goes on', { timeout: 60_000 }, async () => {
  const folder = newFolder()
  // Of a folder without data it would be told that a workspace was begun there.
  expect((await runHere(folder, 'settings', 'list')).code).toBe(0)
  const listing = runNode(cliPath, ['settings', 'list', '--data', folder])
  listing.process.stdout?.destroy()
  const serving = runNode(cliPath, ['serve', '--hooks-port', '0', '--data', newFolder()])
  children.push(serving)
  serving.process.stdout?.destroy()
  const { code, stderr } = await listing.ended
  expect([code, stderr]).toEqual([0, ''])
  await expect.poll(async () => (await runHookline(folders.at(-1)!, 'open')).code, { timeout: 20_000 }).toBe(0)
  expect(await stopServe(serving)).toMatchObject({ code: 0, stderr: '' })
})

test('for people: tables, sentences, and no control characters of others', async () => {
  const folder = newFolder()
  await runNode(cliPath, ['post', '--channel', 'town-square', 'red \u001b[31mtext\u0007 \u202eback', '--data', folder]).ended
  const list = await runNode(cliPath, ['messages', 'list', '--channel', 'town-square', '--data', folder]).ended
  expect([list.code, list.stderr, list.stdout]).toEqual([0, '', expect.stringContaining('red')])
  // eslint-disable-next-line no-control-regex -- that there are none is the point
  expect(list.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/)
  const error = await runNode(cliPath, ['hooks', 'show', 'x', '--data', folder]).ended
  expect([error.code, error.stdout, error.stderr]).toEqual([3, '', expect.stringMatching(/^hookline: .+\n$/)])
})

test('commands at the same time wait for each other', async () => {
  const folder = newFolder()
  const texts = ['a', 'b', 'c']
  const ran = await Promise.all(texts.map((text) => runHookline(folder, 'post', '--channel', 'town-square', text)))
  expect(ran.map(({ code }) => code)).toEqual([0, 0, 0])
  expect((await runHere(folder, 'messages', 'list', '--channel', 'town-square')).json.map(({ text }: { text: string }) => text).sort()).toEqual(texts)
})

test('HOOKLINE_DATA names the folder, --data wins', async () => {
  const [folder, other] = [newFolder(), newFolder()]
  const env = { HOOKLINE_DATA: folder }
  await runNode(cliPath, ['channels', 'create', '--name', 'by-env'], { env }).ended
  const names = async (...args: string[]) => (JSON.parse((await runNode(cliPath, ['channels', 'list', '--json', ...args], { env }).ended).stdout) as { name: string }[]).map(({ name }) => name)
  expect([await names(), await names('--data', other)]).toEqual([['town-square', 'off-topic', 'by-env'], ['town-square', 'off-topic']])
})

describe('serve', () => {
  const knock = (url: string) =>
    new Promise<number>((resolve) => {
      const { port, hash } = new URL(url)
      const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, ['hookline.v1', `key.${hash.slice('#key='.length)}`])
      socket.once('open', () => {
        socket.terminate()
        resolve(101)
      })
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
      socket.once('error', () => resolve(0))
    })

  test('the ready line, the run file, a second one on the same folder, open, SIGTERM', async () => {
    const folder = newFolder()
    const { child, ready } = await startServe(folder, '--hooks-port', '0', '--ui-port', '0')
    expect(ready).toEqual({ ready: true, pid: child.process.pid, hooksUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), uiUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#key=[\w-]{43}$/) })
    const page = await fetch(ready.uiUrl)
    expect([page.status, page.headers.get('content-type'), page.headers.get('content-security-policy')]).toEqual([200, expect.stringContaining('text/html'), expect.stringContaining("default-src 'none'")])
    expect([await knock(ready.uiUrl), await knock(ready.uiUrl)]).toEqual([101, 101])

    const { pid } = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as { pid: number }
    expect(pid).toBe(child.process.pid)

    const second = await runHookline(folder, 'serve', '--hooks-port', '0')
    expect([second.code, second.json, second.error]).toEqual([4, null, { code: 'conflict', message: expect.stringContaining('already') }])

    const { url } = (await runHookline(folder, 'open')).json as { url: string }
    expect(new URL(url).port).toBe(new URL(ready.uiUrl).port)
    expect([await knock(url), await knock(url)]).toEqual([101, 401])

    expect(await stopServe(child)).toMatchObject({ code: 0, signal: null, stderr: '' })
    expect(() => readFileSync(join(folder, 'run.json'))).toThrow('ENOENT')
    const open = await runHookline(folder, 'open')
    expect([open.code, open.json, open.error]).toEqual([5, null, { code: 'unavailable', message: expect.stringContaining('hookline serve') }])
    expect((await runHere(folder, 'people', 'list')).code).toBe(0)
  })

  test('on an empty folder tools can post at once, SIGINT stops it, and the next one goes on', async () => {
    const folder = newFolder()
    const first = await startServe(folder, '--hooks-port', '0')
    const { json } = await runHere(folder, 'hooks', 'create', '--channel', 'town-square', '--name', 'CI')
    const address = new URL((json as { addresses: { mattermost: string } }).addresses.mattermost)
    expect(address.origin).toBe(first.ready.hooksUrl)
    expect((await sendJson(address.href, { text: 'one' })).status).toBe(200)
    expect((await stopServe(first.child, 'SIGINT')).code).toBe(0)
    const second = await startServe(folder, '--hooks-port', '0')
    expect((await sendJson(second.ready.hooksUrl + address.pathname, { text: 'two' })).status).toBe(200)
    expect((await runHere(folder, 'messages', 'list', '--channel', 'town-square')).json.map(({ text }: { text: string }) => text)).toEqual(['one', 'two'])
    await stopServe(second.child)
  })

  test('a taken port for tools is told and everything else works; a taken port for the window is an error', async () => {
    const [folder, other] = [newFolder(), newFolder()]
    const first = await startServe(folder, '--hooks-port', '0')
    const taken = new URL(first.ready.hooksUrl).port
    const { child, ready } = await startServe(other, '--hooks-port', taken)
    expect(ready).toMatchObject({ ready: true, problem: expect.stringContaining(`port ${taken}`) })
    expect((await runHere(other, 'post', '--channel', 'town-square', 'x')).code).toBe(0)
    await stopServe(child)
    const window = await runHookline(other, 'serve', '--hooks-port', '0', '--ui-port', new URL(first.ready.uiUrl).port)
    expect([window.code, window.json, window.error]).toEqual([4, null, { code: 'conflict', message: expect.stringContaining('--ui-port') }])
    await stopServe(first.child)
  })

  test('--as opens the window as that person; nobody of that name is not found', async () => {
    const folder = newFolder()
    await runHere(folder, 'people', 'create', '--username', 'jim', '--role', 'guest')
    const nobody = await runHookline(folder, 'serve', '--hooks-port', '0', '--as', 'nobody')
    expect([nobody.code, nobody.error?.code, nobody.error?.message]).toEqual([3, 'not_found', expect.stringContaining('nobody')])
    const { child, ready } = await startServe(folder, '--hooks-port', '0', '--as', 'jim')
    const { client, socket } = await connectWindow(ready.uiUrl)
    expect((await client.session.get()).me.username).toBe('jim')
    socket.terminate()
    // Commands are not the window: they act as the person of this device.
    const create = await runHere(folder, 'people', 'create', '--username', 'bo')
    expect([create.code, create.error]).toEqual([0, null])
    await stopServe(child)
  })

  test('a folder that holds something else is refused and left as it is', async () => {
    const folder = newFolder()
    const { default: Database } = await import('better-sqlite3')
    const db = new Database(join(folder, 'hookline.db'))
    db.exec('CREATE TABLE recipes (name TEXT)')
    db.close()
    const before = readFileSync(join(folder, 'hookline.db'))
    const { code, error } = await runHookline(folder, 'people', 'list')
    expect([code, error]).toEqual([5, { code: 'unavailable', message: expect.stringContaining('not a Hookline database') }])
    expect(readFileSync(join(folder, 'hookline.db')).equals(before)).toBe(true)
  })
})

const systemNode = await findOldNode()
test.skipIf(systemNode === undefined)('a Node that is too old is told so', async () => {
  const { code, stdout, stderr } = await runNode(cliPath, ['people', 'list', '--data', '/nonexistent'], { node: systemNode ?? '' }).ended
  expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(/needs Node 24 or newer; this is Node \d+/)])
})

/** The Node outside this checkout, where it is older than 24. */
async function findOldNode(): Promise<string | undefined> {
  const path = (process.env['PATH'] ?? '').split(':').filter((folder) => !folder.includes('node_modules'))
  for (const node of path.map((folder) => join(folder, 'node'))) {
    const child = runNode('-p', ['process.versions.node'], { node })
    child.process.on('error', () => undefined)
    const ran = await Promise.race([child.ended.catch(() => undefined), new Promise<undefined>((resolve) => child.process.once('error', () => resolve(undefined)))])
    if (ran?.code === 0 && Number(ran.stdout.split('.')[0]) < 24) return node
  }
  return undefined
}
