/** Signed requests over real HTTP: each scheme let in and refused with its own reason, secrets rotated with an overlap, and kept to themselves. */
import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SignatureRule } from '#shared/contract/hook-rules.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { createClock, type TestClock } from '../helpers/clock.ts'
import { formOf, multipartType } from '../helpers/multipart.ts'
import { send } from '../helpers/post.ts'
import { makeDataFolder, startApp, type TestApp } from '../helpers/start-app.ts'
import { startTeam } from '../helpers/start-team.ts'

const minute = 60_000
const secrets: string[] = []
const events: string[] = []
let dataFolder: string
let clock: TestClock
let t: TestApp
beforeAll(async () => {
  dataFolder = makeDataFolder()
  clock = createClock(Date.UTC(2026, 10, 18, 12))
  t = await startApp({ clock, dataFolder })
  t.app.ctx.events.subscribe(({ event }) => void events.push(JSON.stringify(event)))
})
afterAll(async () => {
  await t.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})

let url: string
let id: HookId
beforeEach(async () => {
  const made = await t.makeHook({ dialect: 'any', name: 'signed' })
  url = made.url
  id = made.hookId as HookId
  // What is let in twice stands there twice.
  await t.client.hooks.update({ id, rules: { countRepeats: false } })
})

type Checked = Exclude<SignatureRule['scheme'], 'none'>
/** What a sender of each scheme does. */
type Sign = (secret: string, body: string, seconds: number) => Record<string, string>

const hmac = (algorithm: string, secret: string, content: string, encoding: 'hex' | 'base64' = 'hex') => createHmac(algorithm, secret).update(content).digest(encoding)
let ids = 0
const signers: Record<Checked, Sign> = {
  'standard-webhooks': (secret, body, seconds) => {
    ids += 1
    return { 'webhook-id': `msg_${ids}`, 'webhook-timestamp': String(seconds), 'webhook-signature': new Webhook(secret).sign(`msg_${ids}`, new Date(seconds * 1000), body) }
  },
  github: (secret, body) => ({ 'X-Hub-Signature-256': `sha256=${hmac('sha256', secret, body)}` }),
  'gitlab-token': (secret) => ({ 'X-Gitlab-Token': secret }),
  slack: (secret, body, seconds) => ({ 'X-Slack-Request-Timestamp': String(seconds), 'X-Slack-Signature': `v0=${hmac('sha256', secret, `v0:${seconds}:${body}`)}` }),
  stripe: (secret, body, seconds) => ({ 'Stripe-Signature': `t=${seconds},v1=${hmac('sha256', secret, `${seconds}.${body}`)}` }),
  kommo: (secret, body) => ({ 'X-Signature': hmac('sha1', secret, body) }),
  hmac: (secret, body) => ({ 'X-Proof': `sig:${hmac('sha512', secret, body, 'base64')}` }),
}
const all = Object.keys(signers) as Checked[]
const timed = ['standard-webhooks', 'slack', 'stripe'] as const

const body = '{"title": "Disk is full"}'
const now = () => Math.floor(clock.now() / 1000)
const newest = async () => (await t.client.verdicts.list({ hookId: id, limit: 1 }))[0]!
const countPosts = async () => (await t.client.messages.list({ channel: 'town-square', limit: 1000 })).messages.length

async function ask(scheme: Checked): Promise<string> {
  const own: Partial<SignatureRule> = scheme === 'hmac' ? { header: 'X-Proof', algorithm: 'sha512', encoding: 'base64', prefix: 'sig:' } : {}
  await t.client.hooks.update({ id, rules: { signature: { scheme, ...own } } })
  const { secret } = await t.client.hooks.setSecret({ id })
  secrets.push(secret!)
  return secret!
}

async function post(headers: Record<string, string>, sent = body): Promise<[status: number, reason: unknown]> {
  const answer = await send(url, { headers: { 'Content-Type': 'application/json', ...headers }, body: sent })
  return [answer.status, answer.headers['x-hookline-reason']]
}

describe.each(all)('%s', (scheme) => {
  const sign = signers[scheme]

  test('takes what is signed, and says by which secret', async () => {
    const secret = await ask(scheme)
    expect(await post(sign(secret, body, now()))).toEqual([200, 'posted'])
    const names = { 'standard-webhooks': 'Standard Webhooks', github: 'GitHub', 'gitlab-token': 'GitLab', slack: 'Slack', stripe: 'Stripe', kommo: 'Kommo', hmac: 'HMAC' }
    expect((await newest()).signature).toBe(`${names[scheme]}, current secret`)
  })

  test('refuses what is unsigned, signed by another, or changed by one byte', async () => {
    const secret = await ask(scheme)
    const before = await countPosts()
    expect(await post({})).toEqual([401, 'signature_missing'])
    const another = scheme === 'standard-webhooks' ? `whsec_${Buffer.alloc(32, 1).toString('base64')}` : 'another secret'
    expect(await post(sign(another, body, now()))).toEqual([401, 'signature_refused'])
    if (scheme !== 'gitlab-token') expect(await post(sign(secret, body, now()), body.replace('full', 'fu1l'))).toEqual([401, 'signature_refused'])
    expect(await countPosts()).toBe(before)
    await expect.poll(newest).toMatchObject({ status: 401, reason: 'signature_refused', signature: null })
  })
})

describe.each(timed)('%s, which signs its time', (scheme) => {
  const sign = signers[scheme]

  test('six minutes ago or ahead is too far; the tolerance is the hook’s', async () => {
    const secret = await ask(scheme)
    expect(await post(sign(secret, body, now() - 360))).toEqual([401, 'signature_stale'])
    await expect.poll(newest).toMatchObject({ signature: expect.stringContaining('current secret') as string, detail: 'It was signed 360 s ago; at most 300 s are allowed. Either a clock is wrong, or it is an old request sent again.' })
    expect(await post(sign(secret, body, now() + 360))).toEqual([401, 'signature_stale'])
    expect(await post(sign(secret, body, now() - 299))).toEqual([200, 'posted'])
    await t.client.hooks.update({ id, rules: { signature: { scheme, toleranceSeconds: 600 } } })
    expect(await post(sign(secret, body, now() - 360))).toEqual([200, 'posted'])
  })
})

describe.each(['slack', 'stripe'] as const)('%s, which names no delivery', (scheme) => {
  const sign = signers[scheme]

  test('a copy is refused, of many at once all but one; after a restart too', async () => {
    const secret = await ask(scheme)
    const before = await countPosts()
    const headers = sign(secret, body, now())
    const reasons = (await Promise.all(Array.from({ length: 20 }, () => post(headers)))).map(([, reason]) => reason)
    expect(reasons.toSorted()).toEqual(['posted', ...Array.from({ length: 19 }, () => 'signature_replayed')])
    expect(await countPosts()).toBe(before + 1)
    expect(await post(sign(secret, body, now() + 1))).toEqual([200, 'posted'])
    await t.stop()
    t = await startApp({ clock, dataFolder })
    url = `http://127.0.0.1:${new URL(t.app.listener.url()).port}${new URL(url).pathname}`
    expect(await post(headers)).toEqual([401, 'signature_replayed'])
  })

  test('a call that takes one message away takes no other: a copy is refused, and says by which secret', async () => {
    const secret = await ask(scheme)
    const ids: string[] = []
    for (const number of [1, 2]) ids.push(String((await send(url, { headers: { 'Content-Type': 'application/json', ...sign(secret, `{"text":"${number}"}`, now()) }, body: `{"text":"${number}"}` })).headers['x-hookline-message-id']))
    const remove = async (index: number, headers: Record<string, string>) => (await send(`${url}/messages/${ids[index]}`, { method: 'DELETE', headers })).headers['x-hookline-reason']
    const label = scheme === 'slack' ? 'Slack' : 'Stripe'
    await clock.pass(minute, async () => undefined)
    const headers = sign(secret, '', now())
    expect(await remove(0, headers)).toBe('deleted')
    expect((await t.client.hooks.secrets({ id }))[0]!.lastUsedAt).toBe(clock.now())
    expect((await newest()).signature).toBe(`${label}, current secret`)
    expect(await remove(1, headers)).toBe('signature_replayed')
    await expect.poll(newest).toMatchObject({ reason: 'signature_replayed', signature: `${label}, current secret` })
    expect((await t.client.messages.list({ channel: 'town-square', limit: 1000 })).messages.filter(({ id: one }) => ids.includes(one)).map(({ text }) => text)).toEqual(['2'])
    expect(await remove(0, sign(secret, '', now() + 1))).toBe('message_not_found')
    // What was refused may come again as it was.
    expect(await remove(1, sign(secret, '', now() + 1))).toBe('deleted')
  })

  test('with two secrets in use, a copy that shows the other signature is a copy', async () => {
    const old = await ask(scheme)
    const { secret } = await t.client.hooks.setSecret({ id, overlapMs: 60 * minute })
    expect(await post(sign(old, body, now()))).toEqual([200, 'posted'])
    expect(await post(sign(secret!, body, now()))).toEqual([401, 'signature_replayed'])
  })

  test('what was refused for another reason may come again', async () => {
    const secret = await ask(scheme)
    const headers = sign(secret, body, now())
    await t.client.channels.update({ channel: 'town-square', hooksAllowed: false })
    expect(await post(headers)).toEqual([403, 'channel_forbidden'])
    await t.client.channels.update({ channel: 'town-square', hooksAllowed: true })
    expect(await post(headers)).toEqual([200, 'posted'])
  })
})

describe('secrets', () => {
  const sign = signers.github

  test('a hook that asks for signatures and has no secret takes nothing', async () => {
    await t.client.hooks.update({ id, rules: { signature: { scheme: 'github' } } })
    expect(await post(sign('anything', body, 0))).toEqual([401, 'signature_refused'])
    await expect.poll(newest).toMatchObject({ detail: 'This webhook asks for signatures (GitHub) and has no secret yet. Set one on its page, under “Who may post”, or with "hookline hooks secret set".' })
  })

  test('rotating: both count meanwhile, the list says who uses the old one, then it ends', async () => {
    const old = await ask('github')
    const rotatedAt = clock.now()
    const { secret, oldValidUntil } = await t.client.hooks.setSecret({ id, secret: ' It’s a new secret \n', overlapMs: 60 * minute })
    secrets.push('It’s a new secret')
    expect({ secret, oldValidUntil }).toEqual({ secret: null, oldValidUntil: rotatedAt + 60 * minute })
    expect(await post(sign('It’s a new secret', body, 0))).toEqual([200, 'posted'])
    expect(await post({ ...sign(old, body, 0), 'User-Agent': 'GitHub-Hookshot/1' })).toEqual([200, 'posted'])
    expect((await newest()).signature).toBe('GitHub, secret from before 18 Nov')
    await clock.pass(61 * minute, async () => undefined)
    expect(await post({ ...sign(old, body, 0), 'User-Agent': 'GitHub-Hookshot/2' })).toEqual([401, 'signature_refused'])
    await expect.poll(newest).toMatchObject({ reason: 'signature_refused', signature: 'GitHub, secret from before 18 Nov', detail: 'It was signed with the old secret, which has ended. Give the sender the current one.' })
    const listed = await t.client.hooks.secrets({ id })
    expect(listed).toMatchObject([
      { number: 1, expiresAt: null, usedBy: [{ remote: '127.0.0.1', userAgent: '' }] },
      { number: 2, expiresAt: rotatedAt + 60 * minute, lastUsedAt: rotatedAt, usedBy: [{ userAgent: 'GitHub-Hookshot/2' }, { userAgent: 'GitHub-Hookshot/1' }] },
    ])
    await t.client.hooks.removeSecret({ id, number: 2 })
    expect(await t.client.hooks.secrets({ id })).toHaveLength(1)
    await t.client.hooks.removeSecret({ id })
    expect(await post(sign('It’s a new secret', body, 0))).toEqual([401, 'signature_refused'])
  })

  test('rotated again before anybody had the new one: the one that senders use goes on counting', async () => {
    const used = await ask('github')
    expect(await post(sign(used, body, 0))).toEqual([200, 'posted'])
    const { secret: lost } = await t.client.hooks.setSecret({ id, overlapMs: 120 * minute })
    clock.sleep(minute)
    const { secret: fresh, oldValidUntil } = await t.client.hooks.setSecret({ id, overlapMs: 60 * minute })
    secrets.push(lost!, fresh!)
    // Never sooner than was said.
    expect(oldValidUntil).toBe(clock.now() + 119 * minute)
    expect(await post(sign(used, body, 0))).toEqual([200, 'posted'])
    expect(await post(sign(fresh!, body, 0))).toEqual([200, 'posted'])
    expect(await post(sign(lost!, body, 0))).toEqual([401, 'signature_refused'])
    // At once means at once.
    await t.client.hooks.setSecret({ id, overlapMs: 0 }).then(({ secret }) => secrets.push(secret!))
    expect(await post(sign(used, body, 0))).toEqual([401, 'signature_refused'])
  })

  test('rotated twice on a day: who signed with the first one is no user of the second', async () => {
    const first = await ask('github')
    const second = 'It is the second secret'
    expect(await post(sign(first, body, 0))).toEqual([200, 'posted'])
    await t.client.hooks.setSecret({ id, secret: second, overlapMs: 60 * minute })
    for (const [secret, agent] of [[first, 'first'], [second, 'second']] as const) expect(await post({ ...sign(secret, body, 0), 'User-Agent': agent })).toEqual([200, 'posted'])
    // Each has its own last use, however soon after another's.
    expect(await t.client.hooks.secrets({ id })).toMatchObject([{ number: 1, lastUsedAt: clock.now() }, { number: 2, lastUsedAt: clock.now() }])
    clock.sleep(minute)
    await t.client.hooks.setSecret({ id, secret: 'It is the third secret', overlapMs: 60 * minute })
    expect(await t.client.hooks.secrets({ id })).toMatchObject([{ number: 1, usedBy: [] }, { number: 2, lastUsedAt: clock.now() - minute, usedBy: [] }])
    clock.sleep(minute)
    expect(await post({ ...sign(second, body, 0), 'User-Agent': 'second' })).toEqual([200, 'posted'])
    expect(await t.client.hooks.secrets({ id })).toMatchObject([{ number: 1 }, { number: 2, usedBy: [{ userAgent: 'second' }] }])
  })

  test.each([
    ['standard-webhooks', 'hello', 'The secret must be whsec_ and the base64 of 24 to 64 bytes, or whpk_ and a public key.'],
    ['standard-webhooks', `whsk_${Buffer.alloc(64).toString('base64')}`, 'The secret is the sender’s private key: give the public one, which begins with whpk_.'],
    ['standard-webhooks', 'whpk_AAAA', 'The secret must be whpk_ and the base64 of the 32 bytes of an ed25519 key.'],
    ['github', 'short', 'The secret must have at least 8 characters.'],
  ] as const)('of %s must fit: %s', async (scheme, secret, message) => {
    await t.client.hooks.update({ id, rules: { signature: { scheme } } })
    await expect(t.client.hooks.setSecret({ id, secret })).rejects.toMatchObject({ data: { code: 'invalid', message, field: 'secret' } })
  })

  test('none without a scheme', async () => {
    await expect(t.client.hooks.setSecret({ id })).rejects.toMatchObject({ data: { code: 'conflict', message: 'This webhook asks for no signature. Choose first how its requests are signed.' } })
    await expect(t.client.hooks.removeSecret({ id })).rejects.toMatchObject({ data: { code: 'not_found' } })
  })

  test('go with their hook', async () => {
    await ask('slack')
    await t.client.hooks.delete({ id })
    const db = new Database(join(dataFolder, 'hookline.db'), { readonly: true })
    expect(db.prepare('SELECT (SELECT count(*) FROM hook_secret WHERE hook_id = ?) + (SELECT count(*) FROM hook_signed_seen WHERE hook_id = ?) AS n').get(id, id)).toEqual({ n: 0 })
    db.close()
  })
})

test('Bitbucket’s is one’s own HMAC with its header and prefix', async () => {
  await t.client.hooks.update({ id, rules: { signature: { scheme: 'hmac', header: 'X-Hub-Signature', algorithm: 'sha256', encoding: 'hex', prefix: 'sha256=' } } })
  const { secret } = await t.client.hooks.setSecret({ id })
  secrets.push(secret!)
  expect(await post({ 'X-Hub-Signature': `sha256=${hmac('sha256', secret!, body)}` })).toEqual([200, 'posted'])
  expect(await post({ 'X-Hub-Signature-256': `sha256=${hmac('sha256', secret!, body)}` })).toEqual([401, 'signature_missing'])
})

test.each([
  ['Grafana’s, without a time', 'X-Grafana-Alerting-Signature', ''],
  ['Flux’s of generic-hmac', 'X-Signature', 'sha256='],
])('%s is one’s own HMAC, too', async (_, header, prefix) => {
  await t.client.hooks.update({ id, rules: { signature: { scheme: 'hmac', header, algorithm: 'sha256', encoding: 'hex', prefix } } })
  const { secret } = await t.client.hooks.setSecret({ id })
  secrets.push(secret!)
  expect(await post({ [header]: `${prefix}${hmac('sha256', secret!, body)}` })).toEqual([200, 'posted'])
})

test('a multipart body cannot be checked, but for a token', async () => {
  const sendForm = async (headers: Record<string, string>) => (await send(url, { headers: { 'Content-Type': multipartType, ...headers }, body: formOf({ text: 'hello' }) })).headers['x-hookline-reason']
  const secret = await ask('github')
  expect(await sendForm(signers.github(secret, '', 0))).toBe('content_type_refused')
  expect(await sendForm(signers['gitlab-token'](await ask('gitlab-token'), '', 0))).toBe('posted')
})

test('what else an address does is signed too', async () => {
  const discord = await t.makeHook({ dialect: 'discord', name: 'calls' })
  id = discord.hookId as HookId
  const secret = await ask('github')
  const call = async (method: string, path: string, sent = '', headers = signers.github(secret, sent, 0)) => {
    const answer = await send(`${discord.url}${path}`, { method, headers: { 'Content-Type': 'application/json', ...headers }, ...(sent === '' ? {} : { body: sent }) })
    return { status: answer.status, reason: answer.headers['x-hookline-reason'], body: answer.body }
  }
  const posted = await call('POST', '?wait=true', '{"content":"one"}')
  const message = `/messages/${(JSON.parse(posted.body) as { id: string }).id}`
  for (const [method, path, sent] of [['GET', '', ''], ['GET', message, ''], ['PATCH', message, '{"content":"two"}'], ['DELETE', message, '']] as const) {
    expect([method, (await call(method, path, sent, {} as ReturnType<Sign>)).reason]).toEqual([method, 'signature_missing'])
  }
  expect((await call('PATCH', message, '{"content":"two"}', signers.github(secret, '{"content":"2"}', 0))).reason).toBe('signature_refused')
  expect((await call('PATCH', message, '{"content":"two"}')).status).toBe(200)
  expect((await call('DELETE', message)).status).toBe(204)
})

test('no secret is in an event, record or log, nor in the database outside of its own column', async () => {
  const first = await ask('gitlab-token')
  expect(await post({ 'X-Gitlab-Token': first })).toEqual([200, 'posted'])
  const answers = [JSON.stringify(await t.client.hooks.secrets({ id })), JSON.stringify(await t.client.hooks.show({ id })), JSON.stringify(await t.client.verdicts.list({ limit: 1000 }))]
  await t.stop()
  const foundIn = (text: string) => secrets.filter((secret) => text.includes(secret))
  expect(secrets.length).toBeGreaterThan(20)
  expect(events.length).toBeGreaterThan(50)
  expect([...answers, ...events].flatMap(foundIn)).toEqual([])
  const names = readdirSync(dataFolder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(dataFolder, name)).isFile() && !name.startsWith('hookline.db'))
  expect(names).toContain('hookline.log')
  // The daily copy of the data file is made beside all this: it holds what that holds, and no more.
  const isCopy = (name: string): boolean => /^backups.hookline-copy-.*\.db$/.test(name)
  expect(names.filter((name) => !isCopy(name) && foundIn(readFileSync(join(dataFolder, name)).toString('latin1')).length > 0)).toEqual([])
  const placesIn = (name: string): string[] => {
    const db = new Database(join(dataFolder, name), { readonly: true })
    const tables = (db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'").all() as { name: string }[]).map((table) => table.name)
    const places = tables.flatMap((table) =>
      (db.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[]).flatMap((row) => Object.entries(row).filter(([, value]) => typeof value === 'string' && foundIn(value).length > 0).map(([column]) => `${table}.${column}`)),
    )
    db.close()
    return [...new Set(places)]
  }
  expect(placesIn('hookline.db')).toEqual(['hook_secret.secret'])
  expect(names.filter(isCopy).flatMap(placesIn).filter((place) => place !== 'hook_secret.secret')).toEqual([])
  t = await startApp({ clock, dataFolder })
})

test('on another device than the hook’s they can neither be seen nor changed', async () => {
  const team = await startTeam()
  const mia = await team.join('mia')
  const { hookId } = await team.host.makeHook({ name: 'there' })
  await expect.poll(() => (mia.app.ctx.reader.get<{ n: number }>('SELECT count(*) AS n FROM hook'))?.n).toBe(1)
  const owner = mia.clientAs(mia.app.findActor((await team.host.client.session.get()).me.username))
  for (const act of [() => owner.hooks.secrets({ id: hookId as HookId }), () => owner.hooks.setSecret({ id: hookId as HookId }), () => owner.hooks.removeSecret({ id: hookId as HookId })]) {
    await expect(act()).rejects.toMatchObject({ data: { code: 'conflict', message: 'This webhook lives on another device, and its secret is kept only there. Change it on that device.' } })
  }
  await expect(owner.addresses.add({ hookId: hookId as HookId, dialect: 'slack' })).rejects.toMatchObject({ data: { code: 'conflict', message: 'This webhook lives on another device, which listens for it. Add the address there.' } })
  expect(await owner.addresses.list({ hookId: hookId as HookId })).toEqual([])
  await team.stop()
})
