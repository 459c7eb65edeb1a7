/** The roles table through the command line: every command as each role, as who was removed and with a wrong key, with the code that it tells and its exit code. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { AddressId, HookId, MessageId, SubscriptionId, TokenId } from '#shared/contract/ids.ts'
import type { Actor } from '#server/context.ts'
import { createKeys } from '#server/rpc/keys.ts'
import { serveSocket } from '#server/rpc/serve-socket.ts'
import { buildProgram, runProgram } from '../../src/main/headless/program.ts'
import { runHere } from '../helpers/hookline.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

const people = { owner: 'lena.fischer', admin: 'ann', member: 'mia', guest: 'gus', removed: 'rob' } as const
type Who = keyof typeof people
const everybody = Object.keys(people) as Who[]

/** What the owner has made for one try of a command that asks for it. */
interface Stage {
  readonly hook: HookId
  readonly address: AddressId
  readonly subscription: SubscriptionId
  readonly token: TokenId
  readonly message: MessageId
  readonly caseId: string
  readonly verdict: string
  readonly unique: string
}

let t: TestApp
let server: Server
let sockets: ReturnType<typeof serveSocket>
const root = mkdtempSync(join(tmpdir(), 'hookline-roles-'))
const actors = new Map<string, Actor>()
let number = 0
/** For commands that need nothing of their own: lists are not empty. */
let first: Stage

beforeAll(async () => {
  t = await startApp()
  await t.client.workspace.setUp({ workspaceName: 'Tidewater', displayName: 'Lena Fischer' })
  for (const role of ['admin', 'member', 'guest'] as const) await t.client.people.create({ username: people[role], role })
  await t.client.people.create({ username: people.removed, role: 'admin' })
  await t.client.channels.create({ name: 'ours', members: ['ann', 'mia', 'gus', 'rob'] })
  const keys = createKeys()
  server = createServer()
  sockets = serveSocket({ server, keys, callFor: (sessionKey) => t.app.callAs(actors.get(sessionKey)!, { sessionKey }) } as Parameters<typeof serveSocket>[0])
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  for (const who of everybody) {
    const key = keys.mintLasting()
    actors.set(key, t.app.findActor(people[who]))
    writeRun(who, key)
  }
  // The folder is held by the running app, so that a command cannot open it by itself.
  writeFileSync(join(t.dataFolder, 'run.json'), JSON.stringify({ pid: 1, rpcUrl: rpcUrl(), key: 'A'.repeat(43) }))
  await t.client.team.removePerson({ username: people.removed })
  first = await stage()
})
afterAll(async () => {
  sockets.close()
  server.closeAllConnections()
  server.close()
  await t.stop()
  rmSync(root, { recursive: true, force: true })
})

const rpcUrl = (): string => `ws://127.0.0.1:${(server.address() as AddressInfo).port}/rpc`

function writeRun(who: Who, key: string): void {
  mkdirSync(join(root, who))
  writeFileSync(join(root, who, 'run.json'), JSON.stringify({ pid: 1, rpcUrl: rpcUrl(), key }))
}

async function stage(): Promise<Stage> {
  number += 1
  const unique = `n${number}`
  const { hook, addresses } = await t.client.hooks.create({ name: unique, channel: 'ours', dialects: ['emakin'], rules: { perMinute: null } })
  const reported = JSON.parse((await sendJson(addresses[0]!.url, { id: unique, text: unique })).body) as { messageId: MessageId }
  await t.client.people.create({ username: `mate-${unique}` })
  const { subscription } = await t.client.subscriptions.create({ name: unique, channels: ['ours'], urls: ['http://127.0.0.1:9/'], trigger: { when: 'anywhere', words: ['never said'] } })
  const { id: token } = await t.client.tokens.create({ scope: 'hooks' })
  const [verdict] = await t.client.verdicts.list({ hookId: hook.id, limit: 1 })
  await t.client.hooks.update({ id: hook.id, rules: { signature: { scheme: 'github', toleranceSeconds: 300, header: 'X', algorithm: 'sha256', encoding: 'hex', prefix: '' } } })
  await t.client.hooks.setSecret({ id: hook.id, overlapMs: 0 })
  for (const name of ['room', 'attic']) await t.client.channels.create({ name: `${name}-${unique}`, members: ['ann', 'mia', 'gus'] })
  await t.client.channels.archive({ channel: `attic-${unique}` })
  return { hook: hook.id, address: addresses[0]!.id, subscription: subscription.id, token, message: reported.messageId, caseId: reported.messageId, verdict: String(verdict?.id), unique }
}

const missing = '0197a5c0-0000-7000-8000-000000000002'
/** Of owner, admin, member and guest. Who was removed is refused everywhere, by `forbidden`. */
type Outcomes = readonly [owner: string, admin: string, member: string, guest: string]
const all = (code: string): Outcomes => [code, code, code, code]
const ok = all('ok')
/** Webhooks are managed by admins, as at first. */
const managers: Outcomes = ['ok', 'ok', 'forbidden', 'forbidden']
const rows: Readonly<Record<string, readonly [words: (staged: Stage) => string[], outcomes: Outcomes]>> = {
  open: [() => ['open'], all('conflict')],
  init: [() => ['init', '--workspace', 'Other', '--display-name', 'Other'], ['conflict', 'conflict', 'forbidden', 'forbidden']],
  'channels list': [() => ['channels', 'list'], ok],
  'channels create': [({ unique }) => ['channels', 'create', '--name', `made-${unique}`], ['ok', 'ok', 'ok', 'forbidden']],
  'channels archive': [({ unique }) => ['channels', 'archive', `room-${unique}`], managers],
  'channels restore': [({ unique }) => ['channels', 'restore', `attic-${unique}`], managers],
  'people list': [() => ['people', 'list'], ok],
  'people create': [({ unique }) => ['people', 'create', '--username', `p-${unique}`], managers],
  'people role': [({ unique }) => ['people', 'role', `mate-${unique}`, 'guest'], managers],
  'people remove': [({ unique }) => ['people', 'remove', `mate-${unique}`, '--yes'], managers],
  'messages list': [() => ['messages', 'list', '--channel', 'ours'], ok],
  'messages show': [({ message }) => ['messages', 'show', message], ok],
  post: [() => ['post', '--channel', 'ours', 'hello'], ok],
  'cases list': [() => ['cases', 'list', '--channel', 'ours'], ok],
  'cases close': [({ caseId }) => ['cases', 'close', caseId], ok],
  'cases reopen': [({ caseId }) => ['cases', 'reopen', caseId], ok],
  'hooks list': [() => ['hooks', 'list'], managers],
  'hooks show': [({ hook }) => ['hooks', 'show', hook], managers],
  'hooks health': [({ hook }) => ['hooks', 'health', hook], managers],
  'hooks create': [({ unique }) => ['hooks', 'create', '--channel', 'ours', '--name', `made ${unique}`, '--dialect', 'any'], managers],
  'hooks update': [({ hook }) => ['hooks', 'update', hook, '--description', 'x'], managers],
  'hooks enable': [({ hook }) => ['hooks', 'enable', hook], managers],
  'hooks disable': [({ hook }) => ['hooks', 'disable', hook], managers],
  'hooks delete': [({ hook }) => ['hooks', 'delete', hook], managers],
  'hooks secret list': [({ hook }) => ['hooks', 'secret', 'list', hook], managers],
  'hooks secret set': [({ hook }) => ['hooks', 'secret', 'set', hook], managers],
  'hooks secret rotate': [({ hook }) => ['hooks', 'secret', 'rotate', hook], managers],
  'hooks secret remove': [({ hook }) => ['hooks', 'secret', 'remove', hook], managers],
  'hooks test': [({ hook }) => ['hooks', 'test', hook], managers],
  'hooks doctor': [({ hook }) => ['hooks', 'doctor', hook], managers],
  'hooks backlog': [({ hook }) => ['hooks', 'backlog', hook], managers],
  'hooks clear-backlog': [({ hook }) => ['hooks', 'clear-backlog', hook, '--by', 'dropping'], managers],
  'addresses list': [({ hook }) => ['addresses', 'list', '--hook', hook], managers],
  'addresses add': [({ hook }) => ['addresses', 'add', '--hook', hook, '--dialect', 'slack'], managers],
  'addresses expire': [({ address }) => ['addresses', 'expire', '--address', address, '--in', '90d'], managers],
  'addresses users': [({ address }) => ['addresses', 'users', '--address', address], managers],
  'addresses rotate': [({ address }) => ['addresses', 'rotate', '--address', address], managers],
  'addresses remove': [({ address }) => ['addresses', 'remove', '--address', address], managers],
  'verdicts list': [() => ['verdicts', 'list'], managers],
  'verdicts show': [({ verdict }) => ['verdicts', 'show', verdict], managers],
  'verdicts replay': [({ verdict }) => ['verdicts', 'replay', verdict], managers],
  'tokens list': [() => ['tokens', 'list'], managers],
  'tokens create': [() => ['tokens', 'create', '--scope', 'hooks'], managers],
  'tokens revoke': [({ token }) => ['tokens', 'revoke', token], managers],
  'subscriptions list': [() => ['subscriptions', 'list'], managers],
  'subscriptions show': [({ subscription }) => ['subscriptions', 'show', subscription], managers],
  'subscriptions create': [({ unique }) => ['subscriptions', 'create', '--name', `made ${unique}`, '--url', 'http://127.0.0.1:9/', '--channel', 'ours'], managers],
  'subscriptions update': [({ subscription }) => ['subscriptions', 'update', subscription, '--description', 'x'], managers],
  'subscriptions enable': [({ subscription }) => ['subscriptions', 'enable', subscription], managers],
  'subscriptions disable': [({ subscription }) => ['subscriptions', 'disable', subscription], managers],
  'subscriptions delete': [({ subscription }) => ['subscriptions', 'delete', subscription], managers],
  'subscriptions test': [({ subscription }) => ['subscriptions', 'test', subscription], managers],
  'subscriptions regenerate': [({ subscription }) => ['subscriptions', 'regenerate', subscription], managers],
  'subscriptions health': [({ subscription }) => ['subscriptions', 'health', subscription], managers],
  'deliveries list': [({ subscription }) => ['deliveries', 'list', '--subscription', subscription], managers],
  'deliveries show': [() => ['deliveries', 'show', missing], all('not_found')],
  'deliveries redeliver': [({ subscription }) => ['deliveries', 'redeliver', '--subscription', subscription, '--since', '1h'], managers],
  team: [() => ['team'], ok],
  'find-host': [() => ['find-host', '127.0.0.1:4666'], all('conflict')],
  'trust-clock': [() => ['trust-clock'], ['conflict', 'conflict', 'forbidden', 'forbidden']],
  host: [() => ['host', '--address', `127.0.0.1:${(server.address() as AddressInfo).port}`, '--port', String((server.address() as AddressInfo).port)], ['unavailable', 'unavailable', 'forbidden', 'forbidden']],
  'invites list': [() => ['invites', 'list'], ok],
  'invites create': [() => ['invites', 'create'], ['unavailable', 'unavailable', 'forbidden', 'forbidden']],
  'invites revoke': [() => ['invites', 'revoke', missing], all('not_found')],
  'devices list': [() => ['devices', 'list'], ok],
  'devices add': [() => ['devices', 'add'], all('unavailable')],
  'devices remove': [() => ['devices', 'remove', missing], all('not_found')],
  'hand-over': [() => ['hand-over', 'nobody', '--yes'], ['not_found', 'forbidden', 'forbidden', 'forbidden']],
  join: [() => ['join', 'hookline://join#none', '--username', 'x'], ['invalid', 'forbidden', 'forbidden', 'forbidden']],
  listener: [() => ['listener'], ok],
  'settings list': [() => ['settings', 'list'], ok],
  'settings get': [() => ['settings', 'get', 'hooks.port'], ok],
  'settings set': [() => ['settings', 'set', 'messages.maxLength', '2000'], managers],
  report: [({ unique }) => ['report', '--out', join(root, `${unique}.json`)], ok],
}
/** It is no client of a running app: it takes the folder for itself, and is refused one that is held (test/flow/cli.test.ts). */
const withoutRole = ['serve']

const exitCodes: Readonly<Record<string, number>> = { ok: 0, invalid: 2, not_found: 3, forbidden: 4, conflict: 4, unavailable: 5 }

describe('each command as each role', () => {
  test.each(Object.entries(rows))('%s', async (name, [words, outcomes]) => {
    const seen: Record<string, string> = {}
    for (const who of everybody) {
      const { error, code: exitCode, stdout } = await runHere(join(root, who), ...words(words.length === 0 ? first : await stage()))
      const told = error?.code ?? 'ok'
      // A test that is refused and a doctor that finds something are answers: `hooks test` here posts without the secret of the sender.
      const expected = told === 'ok' && ['hooks test', 'hooks doctor', 'subscriptions test'].includes(name) ? exitCode : exitCodes[told]
      expect([who, exitCode, stdout === '']).toEqual([who, expected, told !== 'ok'])
      seen[who] = told
    }
    const [owner, admin, member, guest] = outcomes
    expect(seen).toEqual({ owner, admin, member, guest, removed: 'forbidden' })
  })

  test('every command of the program has a row', () => {
    const leaves = (command: Command, path: string): string[] => {
      const own = command.commands.flatMap((child) => leaves(child, `${path} ${child.name()}`.trim()))
      return own.length === 0 ? [path] : own
    }
    const commands = leaves(buildProgram(() => undefined), '')
    expect(commands.filter((name) => !(name in rows) && !withoutRole.includes(name))).toEqual([])
    expect([...Object.keys(rows), ...withoutRole].filter((name) => !commands.includes(name))).toEqual([])
  })
})

test('with a wrong key every command says that it cannot reach the app, and does nothing', { timeout: 60_000 }, async () => {
  const staged = await stage()
  let stderr = ''
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((stderr += String(text)), true))
  const before = process.exitCode
  const commands = Object.keys(rows).filter((name) => name !== 'open')
  const position = async () => t.app.ctx.reader.get<{ n: number }>('SELECT count(*) AS n FROM change_log')?.n
  const changes = await position()
  try {
    // All at once: each waits some seconds for an app that may be starting.
    await Promise.all(commands.map((name) => runProgram([...rows[name]![0](staged), '--json', '--data', t.dataFolder])))
    expect(process.exitCode).toBe(5)
  } finally {
    spy.mockRestore()
    process.exitCode = before
  }
  const told = stderr.trim().split('\n').map((line) => (JSON.parse(line) as { error: { code: string } }).error.code)
  expect(told).toEqual(commands.map(() => 'unavailable'))
  expect(await position()).toBe(changes)
  expect(await runHere(t.dataFolder, 'open')).toMatchObject({ error: { code: 'unavailable' }, code: 5 })
})

test('a member is told of what is not theirs to see, and not that there is none', { timeout: 60_000 }, async () => {
  await stage()
  const report = async (who: Who) => (await runHere(join(root, who), 'report', '--out', join(root, `seen-by-${who}.json`))).json as { verdicts: number | null }
  expect([(await report('admin')).verdicts, (await report('member')).verdicts]).toEqual([expect.any(Number), null])
  for (const list of ['hooks', 'subscriptions', 'tokens']) expect((await runHere(join(root, 'member'), list, 'list')).error).toEqual({ code: 'forbidden', message: 'Only admins can see webhooks and their tokens here.' })
})
