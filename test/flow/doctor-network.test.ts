/** The doctor where the network is let in: port, certificate, proxies and public address, each in its ways of being wrong, with what mends it. */
import { copyFileSync, rmSync } from 'node:fs'
import net from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '#server/clock.ts'
import { listLanAddresses } from '#server/lan-addresses.ts'
import { createCertificateMaker } from '#server/lan-certificates.ts'
import { setLocal } from '#server/store/local-state.ts'
import { createMasterKey } from '#server/sync/master-key.ts'
import type { CheckId, DoctorReport } from '#shared/contract/doctor.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { DAY_MS, writeCertificate, type Files } from '../helpers/certificates.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, testPlatform, type TestApp } from '../helpers/start-app.ts'

const own = listLanAddresses()
const [lan = ''] = own
let t: TestApp
let id: HookId
let url: string
let ahead = 0
beforeEach(async () => {
  ahead = 0
  t = await startApp({ clock: { ...systemClock, now: () => Date.now() + ahead } })
  const made = await t.makeHook({ rules: { perMinute: null } })
  id = made.hookId as HookId
  url = made.url
  await set('hooks.lanPort', 0)
})
afterEach(() => t.stop())

const set = (key: Parameters<TestApp['client']['settings']['set']>[0]['key'], value: string[] | string | number | null) => t.client.settings.set({ key, value })
const checkOf = ({ checks }: DoctorReport, wanted: CheckId) => checks.find((check) => check.id === wanted)
const look = async (wanted: CheckId) => checkOf(await t.client.hooks.doctor({ id }), wanted)
const idsOf = ({ checks }: DoctorReport) => checks.map((check) => check.id)
const mend = async (deed: Parameters<TestApp['client']['hooks']['fix']>[0]['deed'], wanted: CheckId) => checkOf(await t.client.hooks.fix({ id, deed }), wanted)

test('where nobody let the network in, nothing of it is checked', async () => {
  const ids = idsOf(await t.client.hooks.doctor({ id }))
  expect(ids.slice(0, 4)).toEqual(['port', 'bind', 'host', 'enabled'])
})

describe.skipIf(lan === '')('the network', () => {
  beforeEach(async () => void (await set('hooks.reach', 'lan')))

  test('is well: it was connected to, its own certificate has every name and address, and nothing was posted', async () => {
    const report = await t.client.hooks.doctor({ id })
    const { lan: status } = await t.client.listener.status()
    expect(idsOf(report).slice(0, 6)).toEqual(['port', 'bind', 'host', 'network', 'certificate', 'enabled'])
    expect(checkOf(report, 'bind')).toMatchObject({ state: 'ok', finding: 'reachable' })
    expect(checkOf(report, 'network')).toMatchObject({ state: 'ok', finding: 'network_ok', values: { urls: status.urls.join(', ') }, fixes: [] })
    expect(checkOf(report, 'certificate')).toMatchObject({ state: 'ok', finding: 'certificate_own', values: { at: status.certificate?.expiresAt } })
    expect([await t.client.verdicts.list({ limit: 10 }), (await t.client.messages.list({ channel: 'town-square', limit: 10 })).messages]).toEqual([[], []])
  })

  test('a taken port is named with its process; a free one is taken and kept', async () => {
    const first = await hold(lan, 0)
    const { port } = first.address() as net.AddressInfo
    const others = await Promise.all(own.slice(1).map((address) => hold(address, port)))
    await set('hooks.lanPort', port)
    expect(await look('network')).toMatchObject({ state: 'failed', fixes: ['take_free_port', 'restart_listener', 'choose_port'], values: { port, address: lan } })
    if (process.platform === 'linux') expect((await look('network'))?.text).toContain(`(process ${process.pid}) has port ${port} of ${lan}, so other computers cannot post.`)
    expect(await look('certificate')).toMatchObject({ state: 'skipped' })
    expect(await mend('take_free_port', 'network')).toMatchObject({ state: 'ok' })
    const chosen = (await t.client.settings.get({ key: 'hooks.lanPort' })).value
    expect([chosen === port, (await t.client.listener.status()).lan.port]).toEqual([false, chosen])
    await Promise.all([first, ...others].map((server) => new Promise((resolve) => server.close(resolve))))
  })

  test('who may not change settings is offered nothing of it, and refused when asking', async () => {
    await set('integrations.managedBy', 'members')
    await t.client.people.create({ username: 'mia' })
    const mia = t.clientAs(t.app.findActor('mia'))
    const { hook } = await mia.hooks.create({ name: 'own', channel: 'town-square', dialects: ['any'] })
    const taken = await hold(lan, 0)
    await set('hooks.lanPort', (taken.address() as net.AddressInfo).port)
    expect(checkOf(await mia.hooks.doctor({ id: hook.id }), 'network')?.fixes).toEqual([])
    const before = await t.client.settings.list()
    for (const deed of ['take_free_port', 'renew_certificate', 'own_certificate', 'trust_this_computer'] as const) await expect(mia.hooks.fix({ id: hook.id, deed })).rejects.toMatchObject({ data: { code: 'forbidden' } })
    expect(await t.client.settings.list()).toEqual(before)
    await new Promise((resolve) => taken.close(resolve))
  })

  test('a certificate made before this computer had its names is made anew, with the same key', async () => {
    await set('hooks.reach', 'loopback')
    await t.app.ctx.write((tx) => setLocal(tx, 'lanCertificate', ''))
    const maker = createCertificateMaker(createMasterKey(t.dataFolder, testPlatform, () => undefined))
    const old = await maker.make(Date.now(), ['10.255.255.1', 'earlier.local'])
    const sealed = Buffer.from(await maker.seal(Buffer.from(JSON.stringify(old)))).toString('base64')
    const { dataFolder } = t
    await t.app.ctx.write((tx) => setLocal(tx, 'lanCertificate', sealed))
    await t.app.stop()
    const again = await startApp({ dataFolder })
    await again.client.settings.set({ key: 'hooks.reach', value: 'lan' })
    const before = (await again.client.listener.status()).lan.certificate
    const check = checkOf(await again.client.hooks.doctor({ id }), 'certificate')
    expect(check).toMatchObject({ state: 'warning', finding: 'certificate_lacks', fixes: ['renew_certificate'] })
    for (const name of own) expect(check?.text).toContain(name)
    expect(checkOf(await again.client.hooks.fix({ id, deed: 'renew_certificate' }), 'certificate')).toMatchObject({ state: 'ok', finding: 'certificate_own' })
    const after = (await again.client.listener.status()).lan.certificate
    expect([after?.pin, after?.fingerprint === before?.fingerprint]).toEqual([before?.pin, false])
    await again.stop()
    t = await startApp()
  })
})

describe.skipIf(lan === '')('a certificate of one’s own', () => {
  let files: Files
  let wide: Files
  beforeAll(async () => {
    files = await writeCertificate(Date.now(), ['build.lan'])
    wide = await writeCertificate(Date.now(), ['build.lan', lan])
  })
  afterAll(() => [files, wide].forEach(({ folder }) => rmSync(folder, { recursive: true })))
  beforeEach(async () => void (await set('hooks.reach', 'lan')))

  test('that has this computer’s address is well, and says what it has', async () => {
    await set('hooks.lanCertificate', [wide.certificate, wide.key])
    expect(await look('certificate')).toMatchObject({ state: 'ok', finding: 'certificate_given', values: { names: lan } })
  })

  test('that has none of its names is doubtful; a name of the settings that it has is enough; Hookline’s own mends it too', async () => {
    await set('hooks.lanCertificate', [files.certificate, files.key])
    expect(await look('certificate')).toMatchObject({ state: 'warning', finding: 'certificate_lacks', values: { names: expect.stringContaining(lan) as string }, fixes: ['own_certificate', 'choose_port'] })
    await set('hooks.lanNames', ['build.lan'])
    expect(await look('certificate')).toMatchObject({ state: 'ok', values: { names: 'build.lan' } })
    await set('hooks.lanNames', ['build.lan', 'other.lan'])
    expect(await look('certificate')).toMatchObject({ state: 'warning', values: { names: 'other.lan' } })
    expect(await mend('own_certificate', 'certificate')).toMatchObject({ state: 'ok', finding: 'certificate_own' })
    expect((await t.client.settings.get({ key: 'hooks.lanCertificate' })).value).toEqual([])
  })

  test('near its end, and past it', async () => {
    await set('hooks.lanCertificate', [wide.certificate, wide.key])
    const end = (await t.client.listener.status()).lan.certificate?.expiresAt ?? 0
    ahead = end - Date.now() - 20 * DAY_MS
    expect(await look('certificate')).toMatchObject({ state: 'warning', finding: 'certificate_near', values: { at: end }, fixes: ['own_certificate', 'choose_port'] })
    ahead = end - Date.now() + DAY_MS
    expect(await look('certificate')).toMatchObject({ state: 'failed', finding: 'certificate_over' })
  })

  test('whose file is gone: the one before goes on, and the sentence has a code', async () => {
    copyFileSync(wide.key, `${wide.folder}/moving.pem`)
    await set('hooks.lanCertificate', [wide.certificate, `${wide.folder}/moving.pem`])
    rmSync(`${wide.folder}/moving.pem`)
    await expect.poll(() => look('certificate')).toMatchObject({ state: 'warning', finding: 'certificate_kept', values: { notice: 'file_missing', path: `${wide.folder}/moving.pem`, why: `There is no file ${wide.folder}/moving.pem.` }, fixes: ['own_certificate', 'choose_port'] })
    expect((await t.client.listener.status()).lan.notice).toEqual({ code: 'file_missing', values: { path: `${wide.folder}/moving.pem` } })
  })
})

describe('proxies and the public address', () => {
  const cases: readonly { what: string; publicUrl: string | null; proxies: readonly string[]; sources?: readonly string[]; expected: object }[] = [
    { what: 'a tunnel alone', publicUrl: 'https://hooks.example.com', proxies: [], expected: { state: 'ok', finding: 'proxy_none', fixes: [] } },
    { what: 'a tunnel and a list of sources', publicUrl: 'https://hooks.example.com', proxies: [], sources: ['127.0.0.1', '10.0.0.0/8'], expected: { state: 'warning', finding: 'proxy_sources', fixes: ['choose_port'] } },
    { what: 'both', publicUrl: 'https://hooks.example.com/in', proxies: ['10.0.0.5'], expected: { state: 'ok', finding: 'proxy_ok', values: { proxies: '10.0.0.5', url: 'https://hooks.example.com/in' } } },
    { what: 'proxies alone', publicUrl: null, proxies: ['10.0.0.5'], expected: { state: 'ok', finding: 'proxy_only' } },
    { what: 'no encryption', publicUrl: 'http://hooks.example.com', proxies: ['10.0.0.5'], expected: { state: 'warning', finding: 'public_plain', fixes: ['choose_port'] } },
    ...['https://localhost:8443', 'https://192.168.1.5', 'https://[::1]:8443', 'https://[fd00::7]', 'https://build', 'https://build.local', 'https://127.0.0.1'].map((publicUrl) => ({ what: publicUrl, publicUrl, proxies: [], expected: { state: 'warning', finding: 'public_inside', values: { url: publicUrl, host: new URL(publicUrl).hostname.replace(/^\[|\]$/g, '') } } })),
  ]
  test.each(cases)('$what', async ({ publicUrl, proxies, sources = [], expected }) => {
    await set('hooks.publicUrl', publicUrl)
    await set('hooks.trustedProxies', [...proxies])
    await t.client.hooks.update({ id, rules: { sources: [...sources] } })
    expect(await look('proxy')).toMatchObject(expected)
  })

  test('a proxy that is not trusted shows itself by its requests; on this computer one click trusts it', async () => {
    await set('hooks.publicUrl', 'https://hooks.example.com')
    await sendJson(url, { text: 'x' }, { 'X-Forwarded-For': '203.0.113.7' })
    await expect.poll(() => look('proxy')).toMatchObject({ state: 'warning', finding: 'proxy_unknown', values: { address: '127.0.0.1' }, fixes: ['trust_this_computer', 'choose_port'] })
    expect(await mend('trust_this_computer', 'proxy')).toMatchObject({ state: 'ok', finding: 'proxy_ok' })
    expect((await t.client.settings.get({ key: 'hooks.trustedProxies' })).value).toEqual(['127.0.0.1', '::1'])
    await sendJson(url, { text: 'y' }, { 'X-Forwarded-For': '203.0.113.7' })
    expect((await t.client.verdicts.list({ hookId: id, limit: 1 }))[0]?.remote).toBe('203.0.113.7')
  })

  test('a field that is called like the note is none', async () => {
    await set('hooks.publicUrl', 'https://hooks.example.com')
    await sendJson(url, { text: 'x', 'X-Forwarded-For (10.9.9.9 is no trusted proxy)': 1 })
    await expect.poll(async () => (await t.client.verdicts.list({ hookId: id, limit: 1 })).length).toBe(1)
    expect(await look('proxy')).toMatchObject({ state: 'ok', finding: 'proxy_none' })
  })

  test.skipIf(lan === '' || lan.includes(':'))('a trusted range with this network in it is doubtful once the network is let in', async () => {
    await set('hooks.trustedProxies', [`${lan}/24`])
    expect(await look('proxy')).toMatchObject({ state: 'ok' })
    await set('hooks.reach', 'lan')
    expect(await look('proxy')).toMatchObject({ state: 'warning', finding: 'proxy_neighbours', values: { range: `${lan}/24` } })
    await set('hooks.trustedProxies', [lan])
    expect(await look('proxy')).toMatchObject({ state: 'ok' })
  })
})

/** Another program with the port; it must be freed by the test. */
function hold(host: string, port: number): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen({ host, port, exclusive: true }, () => resolve(server))
  })
}
