/** The doctor: each check fails for its reason, offers what mends it, and is fine once that was done; and it never posts. */
import net from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CheckId, CheckState, Deed, DoctorReport, Lead } from '#shared/contract/doctor.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { listLanAddresses } from '#server/lan-addresses.ts'
import { createClock } from '../helpers/clock.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

const dayMs = 24 * 3600_000
let clock = createClock()

let t: TestApp
let id: HookId
let url: string
beforeEach(async () => {
  clock = createClock()
  t = await startApp({ clock })
  const made = await t.makeHook({ rules: { perMinute: null } })
  id = made.hookId as HookId
  url = made.url
  await t.client.settings.set({ key: 'hooks.port', value: t.app.listener.status().port })
})
afterEach(() => t.stop())

const checkOf = ({ checks }: DoctorReport, wanted: CheckId) => checks.find((check) => check.id === wanted)
const states = ({ checks }: DoctorReport): Partial<Record<CheckId, CheckState>> => Object.fromEntries(checks.map((check) => [check.id, check.state]))
const messages = async (): Promise<number> => (await t.client.messages.list({ channel: 'town-square', limit: 1000 })).messages.length

const fine = { port: 'ok', bind: 'ok', host: 'ok', enabled: 'ok', address: 'ok', source: 'ok', signature: 'ok', owner: 'ok', channel: 'ok', permission: 'ok', mentions: 'ok', notification: 'ok', requests: 'skipped' }

test('a webhook that is well: every check is ok, nothing is posted and nothing recorded', async () => {
  const report = await t.client.hooks.doctor({ id })
  expect(states(report)).toEqual(fine)
  expect(report.checks.map(({ text }) => text)).toEqual([
    `Hookline listens on port ${t.app.listener.status().port}.`,
    expect.stringContaining('Only programs on this computer reach it, on 127.0.0.1'),
    `A request to 127.0.0.1:${t.app.listener.status().port} went through.`,
    'The webhook is on.',
    'Its address works.',
    'Requests may come from anywhere that reaches this computer.',
    'It asks for no signature: whoever has the address can post.',
    'Lena Fischer owns it.',
    '#town-square takes its messages.',
    'Lena Fischer may let it post to #town-square.',
    'A post can call people by name, and everybody in the channel.',
    'You are told in the window only: notifications of the system are off.',
    'No request has come yet.',
  ])
  expect([await messages(), await t.client.verdicts.list({ limit: 100 })]).toEqual([0, []])
})

interface Illness {
  readonly what: string
  readonly check: CheckId
  readonly state: CheckState
  readonly says: RegExp
  readonly fixes: readonly (Deed | Lead)[]
  readonly spoil: () => Promise<unknown>
  /** What is done in another place than the doctor's, where it only leads there. */
  readonly mend?: () => Promise<unknown>
}

const illnesses: readonly Illness[] = [
  { what: 'switched off', check: 'enabled', state: 'failed', says: /switched off/, fixes: ['switch_on'], spoil: () => t.client.hooks.update({ id, enabled: false }) },
  { what: 'all of them off', check: 'enabled', state: 'failed', says: /All incoming webhooks/, fixes: ['allow_all_hooks'], spoil: () => t.client.settings.set({ key: 'integrations.incomingEnabled', value: false }) },
  { what: 'no address', check: 'address', state: 'failed', says: /no address/, fixes: ['open_addresses'], spoil: () => removeAddresses(), mend: () => t.client.addresses.add({ hookId: id, dialect: 'slack' }) },
  { what: 'an address that ended', check: 'address', state: 'failed', says: /ended/, fixes: ['extend_address', 'open_addresses'], spoil: () => endAddress(2 * dayMs, 3 * dayMs) },
  { what: 'one that ends soon', check: 'address', state: 'warning', says: /ends soon/, fixes: ['extend_address', 'open_addresses'], spoil: () => endAddress(2 * dayMs, 0) },
  { what: 'only one that was replaced', check: 'address', state: 'warning', says: /replaced/, fixes: ['open_addresses'], spoil: () => replaceAddress(), mend: () => t.client.addresses.add({ hookId: id, dialect: 'slack' }) },
  { what: 'sources without this computer', check: 'source', state: 'failed', says: /leaves out this computer/, fixes: ['allow_this_computer', 'open_posting'], spoil: () => t.client.hooks.update({ id, rules: { sources: ['10.1.0.0/16'] } }) },
  { what: 'signatures without a secret', check: 'signature', state: 'failed', says: /GitHub.*no secret/, fixes: ['open_posting'], spoil: () => t.client.hooks.update({ id, rules: { signature: { scheme: 'github', toleranceSeconds: 300, header: 'X-Signature', algorithm: 'sha256', encoding: 'hex', prefix: '' } } }), mend: () => t.client.hooks.setSecret({ id, secret: 'It is a secret' }) },
  { what: 'an archived channel', check: 'channel', state: 'failed', says: /#deploys is archived/, fixes: ['restore_channel', 'open_settings'], spoil: () => moveTo('deploys', () => t.client.channels.archive({ channel: 'deploys' })) },
  { what: 'a channel without webhooks', check: 'channel', state: 'failed', says: /takes no messages from webhooks/, fixes: ['allow_hooks_here', 'open_settings'], spoil: () => t.client.channels.update({ channel: 'town-square', hooksAllowed: false }) },
  { what: 'an owner who left the private channel', check: 'permission', state: 'failed', says: /Ann.*not in #crew/, fixes: ['add_owner', 'take_over', 'open_settings'], spoil: () => loseOwner() },
  { what: 'an owner who became a guest', check: 'owner', state: 'failed', says: /a guest now/, fixes: ['take_over', 'open_settings'], spoil: () => demoteOwner() },
  { what: 'the same, as its switch shows it', check: 'enabled', state: 'failed', says: /paused because of its owner/, fixes: ['take_over'], spoil: () => demoteOwner() },
  { what: 'a channel that I am not in', check: 'notification', state: 'warning', says: /not in #elsewhere/, fixes: ['join_channel'], spoil: () => moveElsewhere() },
  { what: 'a webhook that I muted', check: 'notification', state: 'warning', says: /muted this webhook/, fixes: ['unmute_hook'], spoil: () => t.client.hooks.mute({ id, muted: true }) },
  { what: 'a channel that I muted', check: 'notification', state: 'warning', says: /muted #town-square/, fixes: ['unmute_channel'], spoil: () => t.client.channels.setPreference({ channel: 'town-square', muted: true }) },
  { what: 'paused notifications', check: 'notification', state: 'warning', says: /paused your notifications/, fixes: ['end_pause'], spoil: () => t.client.preferences.set({ key: 'notify.pausedUntil', value: clock.now() + dayMs }) },
  { what: 'a channel of which I want to hear nothing', check: 'notification', state: 'warning', says: /hear nothing/, fixes: ['open_notifications'], spoil: () => t.client.channels.setPreference({ channel: 'town-square', notify: 'none' }), mend: () => t.client.channels.setPreference({ channel: 'town-square', notify: null }) },
  { what: 'mentions that call nobody, for who waits for mentions', check: 'notification', state: 'warning', says: /call nobody/, fixes: ['open_notifications'], spoil: () => t.client.hooks.update({ id, rules: { mentions: 'nobody' } }), mend: () => t.client.preferences.set({ key: 'notify.level', value: 'all' }) },
  { what: 'a spent budget of mentions', check: 'mentions', state: 'warning', says: /All 1 mentions/, fixes: ['open_settings'], spoil: () => spendMentions(), mend: () => t.client.hooks.update({ id, rules: { mentionsPerHour: null } }) },
  { what: 'a refused request', check: 'requests', state: 'warning', says: /made no message.*nowhere/, fixes: ['open_requests'], spoil: () => sendJson(url, { text: 'x', channel: 'nowhere' }), mend: () => sendJson(url, { text: 'x' }) },
]

const isDeed = (fix: Deed | Lead | undefined): fix is Deed => fix !== undefined && !fix.startsWith('open_') && fix !== 'choose_port'

test.each(illnesses)('$what', async ({ check, state, says, fixes, spoil, mend }) => {
  await spoil()
  const before = await messages()
  await expect.poll(async () => checkOf(await t.client.hooks.doctor({ id }), check)).toMatchObject({ state, text: expect.stringMatching(says) as string, fixes })
  expect(await messages()).toBe(before)
  const [best] = fixes
  if (isDeed(best)) expect(checkOf(await t.client.hooks.fix({ id, deed: best }), check)).toMatchObject({ state: 'ok' })
  else {
    await mend?.()
    await expect.poll(async () => checkOf(await t.client.hooks.doctor({ id }), check)?.state).toBe('ok')
  }
  if (check !== 'requests') expect((await sendJson(await currentUrl(), { text: 'well again' }, {})).status).toBeLessThan(500)
})

test('every deed is offered by some illness here', () => {
  const offered = new Set(illnesses.flatMap(({ fixes }) => fixes))
  expect([...offered].sort()).toEqual(['add_owner', 'allow_all_hooks', 'allow_hooks_here', 'allow_this_computer', 'end_pause', 'extend_address', 'join_channel', 'open_addresses', 'open_notifications', 'open_posting', 'open_requests', 'open_settings', 'restore_channel', 'switch_on', 'take_over', 'unmute_channel', 'unmute_hook'])
})

describe('the port', () => {
  test('taken: it says by whom, skips what cannot be asked, and trying again mends it', async () => {
    const other = net.createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as net.AddressInfo
    await t.client.settings.set({ key: 'hooks.port', value: port })
    const report = await t.client.hooks.doctor({ id })
    expect(checkOf(report, 'port')).toMatchObject({ state: 'failed', fixes: ['restart_listener', 'choose_port'] })
    if (process.platform === 'linux') expect(checkOf(report, 'port')?.text).toContain(`(process ${process.pid}) has port ${port}`)
    expect([checkOf(report, 'bind')?.state, checkOf(report, 'host')?.state, checkOf(report, 'enabled')?.state]).toEqual(['skipped', 'skipped', 'ok'])
    await new Promise((resolve) => other.close(resolve))
    expect(states(await t.client.hooks.fix({ id, deed: 'restart_listener' }))).toEqual(fine)
  })

  test('not asked for, as where a command opens the folder alone', async () => {
    await t.app.listener.stop()
    expect(checkOf(await t.client.hooks.doctor({ id }), 'port')).toMatchObject({ state: 'failed', finding: 'not_running', fixes: [] })
  })

  test.skipIf(listLanAddresses().length === 0)('open to the network, too: it says where', async () => {
    await t.client.settings.set({ key: 'hooks.lanPort', value: 0 })
    await t.client.settings.set({ key: 'hooks.reach', value: 'lan' })
    const { hosts, lan } = await t.client.listener.status()
    expect(checkOf(await t.client.hooks.doctor({ id }), 'bind')).toMatchObject({ state: 'ok', finding: 'reachable', values: { hosts: [...hosts, ...lan.addresses].join(', ') } })
  })

  test('reached by others, sources without this computer are a warning: not all requests come from here', async () => {
    await t.client.hooks.update({ id, rules: { sources: ['10.1.0.0/16'] } })
    await t.client.settings.set({ key: 'hooks.publicUrl', value: 'https://hooks.example' })
    expect(checkOf(await t.client.hooks.doctor({ id }), 'source')).toMatchObject({ state: 'warning', finding: 'source_others' })
  })

  test('a public name that the listener refuses is a warning, with the name', async () => {
    await t.client.settings.set({ key: 'hooks.publicUrl', value: 'https://hooks.tidewater.example/base' })
    const check = checkOf(await t.client.hooks.doctor({ id }), 'host')
    expect(check?.values['host']).toBe('hooks.tidewater.example')
    expect(await t.client.verdicts.list({ limit: 100 })).toEqual([])
  })
})

test('what somebody may not do is not offered to them, and refused when asked for', async () => {
  await t.client.settings.set({ key: 'integrations.managedBy', value: 'members' })
  await t.client.people.create({ username: 'mia' })
  const mia = t.clientAs(t.app.findActor('mia'))
  const { hook } = await mia.hooks.create({ name: 'own', channel: 'town-square', dialects: ['any'] })
  await t.client.settings.set({ key: 'integrations.incomingEnabled', value: false })
  expect(checkOf(await mia.hooks.doctor({ id: hook.id }), 'enabled')).toMatchObject({ state: 'failed', fixes: [] })
  await expect(mia.hooks.fix({ id: hook.id, deed: 'allow_all_hooks' })).rejects.toThrow()
  await expect(mia.hooks.doctor({ id })).rejects.toThrow()
})

async function removeAddresses(): Promise<void> {
  for (const address of await t.client.addresses.list({ hookId: id })) await t.client.addresses.remove({ id: address.id })
}

async function endAddress(inMs: number, laterMs: number): Promise<void> {
  const [address] = await t.client.addresses.list({ hookId: id })
  if (address) await t.client.addresses.setExpiry({ id: address.id, expiresAt: clock.now() + inMs })
  await clock.pass(laterMs, async () => undefined)
}

async function replaceAddress(): Promise<void> {
  const [address] = await t.client.addresses.list({ hookId: id })
  if (!address) return
  const { id: fresh } = await t.client.addresses.rotate({ id: address.id, overlapMs: dayMs })
  await t.client.addresses.remove({ id: fresh })
}

async function moveTo(channel: string, then: () => Promise<unknown>): Promise<void> {
  await t.client.channels.create({ name: channel })
  await t.client.hooks.update({ id, channel })
  await then()
}

async function loseOwner(): Promise<void> {
  await t.client.people.create({ username: 'ann', displayName: 'Ann', role: 'admin' })
  await t.client.channels.create({ name: 'crew', private: true, members: ['ann'] })
  await t.client.hooks.update({ id, owner: 'ann', channel: 'crew' })
  await t.client.channels.removePerson({ channel: 'crew', username: 'ann' })
}

async function demoteOwner(): Promise<void> {
  await t.client.people.create({ username: 'ann', displayName: 'Ann', role: 'admin' })
  await t.client.hooks.update({ id, owner: 'ann' })
  await t.client.people.setRole({ username: 'ann', role: 'guest' })
}

async function moveElsewhere(): Promise<void> {
  await t.client.people.create({ username: 'bo' })
  await t.clientAs(t.app.findActor('bo')).channels.create({ name: 'elsewhere' })
  await t.client.hooks.update({ id, channel: 'elsewhere' })
}

async function spendMentions(): Promise<void> {
  await t.client.people.create({ username: 'bo' })
  await t.client.hooks.update({ id, rules: { mentionsPerHour: 1 } })
  await sendJson(url, { text: '@bo look' })
}

/** The first address, or a fresh one where that is gone. */
async function currentUrl(): Promise<string> {
  return (await t.client.addresses.add({ hookId: id, dialect: 'any' })).url
}

test('a post that was taken, waited and was refused then is the last request that was refused', async () => {
  await t.client.channels.create({ name: 'builds' })
  await t.client.hooks.update({ id, channel: 'builds', rules: { perMinute: 1, countRepeats: false } })
  for (const text of ['a', 'b']) expect((await sendJson(url, { text })).status).toBe(200)
  await t.client.channels.archive({ channel: 'builds' })
  await t.client.hooks.clearBacklog({ id, by: 'posting' })
  const newest = async () => (await t.client.verdicts.list({ hookId: id, limit: 1 }))[0]
  await expect.poll(newest).toMatchObject({ status: 200, reason: 'channel_archived' })
  const report = await t.client.hooks.doctor({ id })
  expect(checkOf(report, 'requests')).toMatchObject({ state: 'warning', finding: 'last_refused', values: { reason: 'channel_archived' } })
  expect(report.refusedId).toBe((await newest())?.id)
})
