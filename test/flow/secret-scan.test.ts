/**
 * Every file that the app writes is read, byte by byte and value by value, for every secret that it was ever given or made: alone and in a team, while it runs,
 * after a crash and after a repair, in copies, logs and the system's folder for what is temporary, and all that it printed. What may be where, and why, is the list
 * of `helpers/file-kinds.ts`; a file that is not in it fails.
 */
import { appendFileSync, closeSync, cpSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { reasonSchema } from '#shared/contract/verdict.ts'
import { reachRunning } from '../../src/main/headless/connect.ts'
import { cliPath, runNode, waitUntilReady, type Child } from '../helpers/child.ts'
import { allowedPlaces, fileKinds, findKind, mayHold, writers } from '../helpers/file-kinds.ts'
import { hookMaker, planRefusals, postSecrets, type Planting } from '../helpers/plant-requests.ts'
import { createPlanter, noteInvite, noteKeys, plantAddresses, plantCertificates, plantHookSecrets, plantOutgoing, plantTokens, plantWords } from '../helpers/plant-secrets.ts'
import { startReceiver, type Receiver } from '../helpers/receiver.ts'
import { createSearch, scanFolder, type Canary, type ScannedFile } from '../helpers/secret-scan.ts'
import { findFreePort } from '../helpers/free-port.ts'
import { makeDataFolder, startApp, type TestApp } from '../helpers/start-app.ts'

const canaries: Canary[] = []
const known = new Set<string>()
const note: Planting['note'] = (kind, name, value) => {
  const bytes = Buffer.from(value as string).toString('hex')
  if (!known.has(bytes)) canaries.push({ kind, name, value })
  known.add(bytes)
}
const plant = createPlanter(note)
const [hostFolder, memberFolder] = [makeDataFolder(), makeDataFolder()]
const [temporary, ownTemporary] = ['tmp', 'looks'].map((name) => mkdtempSync(join(tmpdir(), `hookline-scan-${name}-`))) as [string, string]
/** For the app here and for each process: all that either keeps for a moment is to be seen. */
const temporaryPlaces = { TMPDIR: temporary, TEMP: temporary, TMP: temporary }
const placesBefore = Object.keys(temporaryPlaces).map((name) => [name, process.env[name]] as const)
function giveBack(): void {
  for (const [name, value] of placesBefore) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
}
/** What is not ours: a certificate of a person's own. */
const beside: string[] = []
const printed: { readonly by: string; readonly text: string }[] = []
let reasons = new Set<string>()
let receiver: Receiver
const children: Child[] = []

interface Look {
  readonly when: string
  readonly who: string
  readonly files: readonly ScannedFile[]
}
let looks: Look[] = []
const taken: { readonly when: string; readonly who: string; readonly copy: string }[] = []

/** Keeps all as it is at this moment; it is searched when every canary is known. */
function look(when: string): void {
  for (const [who, folder] of [['host', hostFolder], ['member', memberFolder], ['temporary', temporary]] as const) {
    const copy = mkdtempSync(join(ownTemporary, 'look-'))
    cpSync(folder, copy, { recursive: true, preserveTimestamps: true })
    taken.push({ when, who, copy })
  }
}

const listeningPath = (t: TestApp): string => t.app.listener.url()
const plantingFor = (t: TestApp): Planting => ({ client: t.client as never, plant, note })

beforeAll(async () => {
  receiver = await startReceiver()
  Object.assign(process.env, temporaryPlaces)
  fillLog(hostFolder)
  const host = await startApp({ dataFolder: hostFolder })
  await useAlone(host)
  look('alone')
  const member = await makeTeam(host)
  await useTeam(host, member)
  look('in a team')
  await member.stop()
  await host.stop()
  look('stopped')
  fillLog(hostFolder)
  await useProcess()
  look('killed')
  await damageAndRepair()
  look('repaired')
  giveBack()
  const search = createSearch(canaries)
  looks = taken.map(({ when, who, copy }) => ({ when, who, files: scanFolder(copy, search) }))
}, 300_000)
afterAll(async () => {
  giveBack()
  for (const child of children) child.process.kill('SIGKILL')
  await receiver?.stop()
  for (const folder of [hostFolder, memberFolder, temporary, ownTemporary, ...beside]) rmSync(folder, { recursive: true, force: true })
})

/** The next line makes it the log before. */
function fillLog(folder: string): void {
  appendFileSync(join(folder, 'hookline.log'), `${JSON.stringify({ level: 30, msg: 'x'.repeat(1000) })}\n`.repeat(5300))
}

async function useAlone(host: TestApp): Promise<void> {
  const planting = plantingFor(host)
  const { client } = host
  for (const name of ['old', 'quiet']) await client.channels.create({ name })
  await client.channels.archive({ channel: 'old' })
  await client.channels.update({ channel: 'quiet', hooksAllowed: false })
  await client.settings.set({ key: 'hooks.trustedProxies', value: ['127.0.0.1', '::1'] })
  await plantOutgoing(planting, receiver)
  reasons = await planRefusals(planting)
  await plantAddresses(planting)
  await plantHookSecrets(planting)
  await plantTokens(planting, listeningPath(host))
  beside.push(await plantCertificates(planting))
  const { url } = await hookMaker(planting)('for words', 'mattermost')
  await plantWords(planting, url, 'lena')
  for (const { id, reason } of await client.verdicts.list({ limit: 1000 })) if (reason !== 'queued') await client.verdicts.replay({ id }).catch(() => undefined)
  await host.app.dispatcher.idle()
  await host.app.copying.run()
  await host.app.indexer.idle()
}

/** @returns the app of who joined, with a past of its own set aside. */
async function makeTeam(host: TestApp): Promise<TestApp> {
  const port = await findFreePort()
  await host.client.team.host({ addresses: [`127.0.0.1:${port}`], port })
  const links = await Promise.all(['used', 'unused', 'revoked'].map(async (name) => ({ name, ...(await host.client.team.createInvite({})) })))
  for (const { name, link } of links) noteInvite({ note }, link, name)
  await host.client.team.revokeInvite({ id: links[2]!.invite.id })
  const own = await host.client.team.addDevice()
  noteInvite({ note }, own.link, 'of a device')
  const before = await startApp({ dataFolder: memberFolder })
  const made = await hookMaker(plantingFor(before))('before', 'any')
  await plantWords(plantingFor(before), made.url, 'mara-before')
  await before.client.team.join({ link: own.link.slice(0, -9), username: 'mara', displayName: 'Mara', deviceName: 'box' }).catch(() => undefined)
  await before.client.team.join({ link: links[0]!.link, username: 'mara', displayName: 'Mara', deviceName: 'box' })
  await before.client.team.join({ link: links[2]!.link, username: 'mara', displayName: 'Mara', deviceName: 'box' }).catch(() => undefined)
  look('joining')
  await before.stop()
  return startApp({ dataFolder: memberFolder })
}

async function useTeam(host: TestApp, member: TestApp): Promise<void> {
  await host.client.people.setRole({ username: 'mara', role: 'admin' })
  await vi.waitFor(async () => expect((await member.client.session.get()).me.role).toBe('admin'), soon)
  const planting = plantingFor(member)
  const { url } = await hookMaker(planting)('of mara', 'any')
  await postSecrets(plant, url, { text: 'posted words' })
  await plantWords(planting, url, 'mara')
  await plantTokens(planting, listeningPath(member))
  await plantOutgoing(planting, receiver)
  await plantHookSecrets(planting)
  const made = await hookMaker(plantingFor(host))('of the host', 'mattermost')
  await plantWords(plantingFor(host), made.url, 'lena-in-team')
  await postSecrets(plant, made.url, { text: 'the last one' })
  const textsOf = async (t: TestApp): Promise<string> => (await t.client.messages.list({ channel: 'town-square', limit: 1000 })).messages.map(({ text, sending }) => `${sending} ${text}`).join('\n')
  await vi.waitFor(async () => expect(await textsOf(member)).toMatch(/sent the last one/), soon)
  for (const [t, who] of [[host, 'the host'], [member, 'mara']] as const) {
    await t.app.dispatcher.idle()
    await t.app.indexer.idle()
    noteKeys({ note }, t, who)
  }
}

const soon = { timeout: 30_000, interval: 50 }

/** A real process: what it prints, its keys, its commands and their errors, and its death. */
async function useProcess(): Promise<void> {
  const run = (by: string, ...args: string[]): Child => {
    const child = runNode(cliPath, [...args, '--json', '--data', hostFolder], { env: temporaryPlaces })
    children.push(child)
    void child.ended.then(({ stdout, stderr }) => printed.push({ by, text: stdout + stderr }))
    return child
  }
  const serving = run('serve', 'serve', '--hooks-port', '0', '--ui-port', '0')
  const { uiUrl } = await waitUntilReady(serving)
  const keyOf = (url: string): string => url.slice(url.indexOf('#key=') + 5)
  note('window key', 'of the first window', keyOf(uiUrl))
  note('command key', 'of run.json', (JSON.parse(readFileSync(join(hostFolder, 'run.json'), 'utf8')) as { key: string }).key)
  const opened = await run('open', 'open').ended
  note('window key', 'of open', keyOf((JSON.parse(opened.stdout) as { url: string }).url))
  const { client, close } = (await reachRunning(hostFolder))!
  const { url, id } = await hookMaker({ client, plant, note })('in a process', 'any')
  await postSecrets(plant, url, { text: 'posted words' })
  await postSecrets(plant, `${new URL(url).origin}/hooks/nobody`, { text: 'posted words' })
  const [subscription] = await client.subscriptions.list()
  const [verdict] = await client.verdicts.list({ hookId: id, limit: 1 })
  const invite = await client.team.createInvite({})
  noteInvite({ note }, invite.link, 'of a process')
  const commands = [
    ['hooks', 'list'], ['hooks', 'show', id], ['hooks', 'doctor', id], ['hooks', 'test', id], ['hooks', 'health', id], ['addresses', 'list', '--hook', id], ['verdicts', 'list', '--limit', '1000'], ['verdicts', 'show', String(verdict!.id)],
    ['subscriptions', 'list'], ['subscriptions', 'show', subscription!.id], ['deliveries', 'list'], ['settings', 'list'], ['listener'], ['tokens', 'list'], ['team'], ['invites', 'list'], ['devices', 'list'], ['people', 'list'],
    ['report', '--out', join(hostFolder, 'hookline-report.json')], ['join', `${invite.link.slice(0, -3)}AAA`, '--username', 'x'], ['subscriptions', 'create', '--name', 'x', '--url', 'http://127.0.0.1:9/', '--header', `X-Vendor-Key ${plant('request', 'header without a colon')}`],
  ]
  await Promise.all(commands.map((args) => run(args.slice(0, 2).join(' '), ...args).ended))
  await close()
  serving.process.kill('SIGKILL')
  await serving.ended
}

/** A page of noise: what can be read of the file is saved, and the damaged one is kept. */
async function damageAndRepair(): Promise<void> {
  const file = join(hostFolder, 'hookline.db')
  const fd = openSync(file, 'r+')
  writeSync(fd, Buffer.alloc(4096, 0xa5), 0, 4096, 40 * 4096)
  closeSync(fd)
  let reopened = 0
  const damaged = await startApp({ dataFolder: hostFolder, onReopen: () => void (reopened += 1) })
  await damaged.app.copying.run()
  await vi.waitFor(() => expect(reopened).toBe(1), soon)
  await damaged.stop()
  const repaired = await startApp({ dataFolder: hostFolder })
  await repaired.app.copying.run()
  await repaired.stop()
}

/** Of all looks, what was found where: `host hookline.db message.text`. */
function finds(): { readonly path: string; readonly place: string | undefined; readonly kind: string; readonly told: string }[] {
  return looks.flatMap(({ who, files }) =>
    files.flatMap(({ path, raw, values }) =>
      [{ place: undefined, found: raw }, ...values].flatMap(({ place, found }) => found.map(({ kind, name, form }) => ({ path, place, kind, told: `${who} ${path} ${place ?? 'bytes'}: ${kind}, ${name} (${form})` }))),
    ),
  )
}

test('there was something to find: each way of having a secret, every reason, and a look at each moment', () => {
  expect(canaries.length).toBeGreaterThan(1000)
  expect([...new Set(canaries.map(({ kind }) => kind))].sort()).toEqual(['PEM key', 'address', 'answer', 'command key', 'file content', 'hook secret', 'invite', 'key', 'master key', 'outgoing', 'outgoing address', 'outgoing header', 'posted', 'refused', 'request', 'spoken', 'stray', 'token', 'window key'])
  expect(looks.map(({ who, when }) => `${who} ${when}`)).toHaveLength(18)
  // Other tests bring these about: by pausing, by asking for what is gone, by an overflowing disk, by a fault of ours.
  const elsewhere = ['edited', 'deleted', 'key_reused', 'hook_paused', 'body_timeout', 'message_not_found', 'signature_stale', 'signature_replayed', 'discarded', 'storage_full', 'storage_failed', 'internal']
  expect(reasonSchema.options.filter((reason) => !reasons.has(reason))).toEqual(elsewhere)
})

test('every file is of a kind that has a rule, and every kind was met', () => {
  const paths = looks.flatMap(({ who, files }) => (who === 'temporary' ? [] : files.map(({ path }) => path)))
  expect([...new Set(paths.filter((path) => findKind(path) === undefined))].join('\n')).toBe('')
  const met = new Set(paths.map(findKind))
  expect(fileKinds.filter((kind) => kind.elsewhere === undefined && !met.has(kind)).map(({ what }) => what).join('\n')).toBe('')
})

test('the system’s folder for what is temporary stays empty', () => {
  expect(looks.filter(({ who }) => who === 'temporary').flatMap(({ files }) => files.map(({ path }) => path)).join('\n')).toBe('')
})

test('no secret is anywhere but where the list has a reason for it', () => {
  const leaks = finds().filter(({ path, place, kind }) => !(kind in mayHold(findKind(path) ?? fileKinds[0]!, place)))
  expect([...new Set(leaks.map(({ told }) => told))]).toEqual([])
})

test('each reason of the list is needed: what it allows was found there', () => {
  const used = new Set(finds().map(({ path, place, kind }) => `${findKind(path)?.what} ${place ?? ''} ${kind}`))
  const unused = fileKinds.flatMap((kind) => {
    if (kind.elsewhere !== undefined || typeof kind.may === 'function') return []
    return kind.what.includes('log') || kind.what.includes('damaged') ? [] : Object.keys(mayHold(kind)).filter((one) => !used.has(`${kind.what}  ${one}`)).map((one) => `${kind.what}: ${one}`)
  })
  expect(unused).toEqual([])
  const places = new Set(finds().filter(({ path, place }) => place !== undefined && typeof findKind(path)?.may === 'function').map(({ place, kind }) => `${place}: ${kind}`))
  expect([...places].sort()).toEqual(allowedPlaces().sort())
})

test('nothing that was printed holds one, but what the command is for', () => {
  const search = createSearch(canaries)
  // Who manages an outgoing webhook sees and changes where it sends, and with which headers.
  const may: Readonly<Record<string, readonly string[]>> = { serve: ['window key'], open: ['window key'], 'subscriptions list': ['outgoing address', 'outgoing header'], 'subscriptions show': ['outgoing address', 'outgoing header'], 'deliveries list': ['outgoing address'] }
  expect(printed).toHaveLength(23)
  expect(printed.flatMap(({ by, text }) => search(Buffer.from(text)).filter(({ kind }) => !may[by]?.includes(kind)).map(({ kind, name, form }) => `${by}: ${kind}, ${name} (${form})`))).toEqual([])
})

test('nobody else of this computer may read a file: it is for its user alone, or in a folder that is', () => {
  if (process.platform === 'win32') return
  expect([hostFolder, memberFolder].map((folder) => statSync(folder).mode & 0o077)).toEqual([0, 0])
})

describe('the search', () => {
  test('finds a secret in each way of writing it, also in the middle of a text, in a database and in its log', () => {
    const secret = 'c4nary/0123456789+abcdef'
    const search = createSearch([{ kind: 'x', name: 'x', value: secret }])
    const written = [secret, secret.toUpperCase(), Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64url'), encodeURIComponent(secret), Buffer.from(secret, 'utf16le'), [...secret].reverse().join(''), ...[0, 1, 2, 3, 4].map((skip) => Buffer.from(`${'a'.repeat(skip)}${secret}zz`).toString('base64'))]
    const missed = written.filter((one) => search(Buffer.concat([Buffer.from('before '), Buffer.from(one as string), Buffer.from(' after')])).length === 0)
    expect(missed.map(String)).toEqual([])
    expect(search(Buffer.from(secret.slice(0, -1)))).toEqual([])
  })
})

test('every source that writes a file is on the list', () => {
  const root = join(import.meta.dirname, '../../src/main')
  const writing = /writeFileSync|appendFileSync|createWriteStream|copyFileSync|copyFile\(|renameSync|writeSync\(|writeFile\(|new Database\(|\.backup\(|mkdtemp|tmpdir\(|open(?:Sync)?\([^)]*'(?:w|a|wx|ax|r\+|w\+|a\+)'/
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && writing.test(readFileSync(join(root, name), 'utf8')))
  expect(sources.map((name) => relative('.', name).replaceAll('\\', '/')).sort()).toEqual(Object.keys(writers).sort())
})
