/** Tokens on disk: only their hash is kept, they outlive a restart, expired ones are dropped after a month, and those of who was removed when they come back. */
import { hash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { afterAll, expect, test, vi } from 'vitest'
import type { DeviceId } from '#shared/contract/ids.ts'
import { commit } from '#server/context.ts'
import { makeDataFolder, startApp } from '../helpers/start-app.ts'

const dayMs = 24 * 3_600_000
const dataFolder = makeDataFolder()
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }))

test('a token works after a restart, and what is kept of it is its SHA-256 and its last four characters', async () => {
  const first = await startApp({ dataFolder })
  const { token, ...made } = await first.client.tokens.create({ scope: 'hooks', label: 'nightly' })
  const another = await first.client.tokens.create({ scope: 'hooks' })
  await first.stop()
  expect(token).toMatch(/^hlt_[\w-]{43}$/)
  expect(another.token).not.toBe(token)
  const again = await startApp({ dataFolder })
  const row = again.app.ctx.reader.get<Record<string, unknown>>('SELECT * FROM token WHERE id = ?', made.id)
  expect(row).toEqual({
    id: made.id, person_id: again.app.me.personId, scope: 'hooks', label: 'nightly', token_hash: Buffer.from(hash('sha256', `token:${token}`, 'buffer')), last_four: token.slice(-4),
    created_at: made.createdAt, expires_at: null, last_used_at: null,
  })
  expect((await again.client.tokens.list())[0]).toEqual(made)
  expect((await fetch(`${again.app.listener.url()}/api/channels/town-square/webhooks`, { headers: { Authorization: `bearer ${token}` } })).status).toBe(200)
  await again.stop()
})

test('expired ones are listed for thirty days; others stay', async () => {
  const t = await startApp()
  const made = { never: 0, tomorrow: dayMs, 'a moment ago': -1000, 'a month ago, nearly': -30 * dayMs + 60_000, 'a month ago': -30 * dayMs - 1000 }
  for (const [label, inMs] of Object.entries(made)) {
    const { id } = await t.client.tokens.create({ scope: 'hooks', label })
    if (inMs !== 0) await t.app.ctx.write((tx) => tx.run('UPDATE token SET expires_at = ? WHERE id = ?', Date.now() + inMs, id))
  }
  expect((await t.client.tokens.list()).length).toBe(5)
  await t.app.listen(0)
  await expect.poll(async () => (await t.client.tokens.list()).map(({ label }) => label)).toEqual(['never', 'tomorrow', 'a moment ago', 'a month ago, nearly'])
  await t.stop()
})

test('for nobody there is no token, and what is gone cannot be revoked again', async () => {
  const t = await startApp()
  const refusal = (call: Promise<unknown>) => call.then(() => null, ({ data }: { data: { code: string; field?: string } }) => [data.code, data.field])
  expect(await refusal(t.client.tokens.create({ scope: 'hooks', person: 'nobody' }))).toEqual(['not_found', 'person'])
  const { id } = await t.client.tokens.create({ scope: 'hooks' })
  await t.client.tokens.revoke({ id })
  expect(await refusal(t.client.tokens.revoke({ id }))).toEqual(['not_found', undefined])
  expect(await t.client.tokens.list()).toEqual([])
  await t.stop()
})

test('who is removed and comes back has the tokens of before no more, and those of afterwards', async () => {
  const t = await startApp()
  const { id: personId } = await t.client.people.create({ username: 'rob', role: 'admin' })
  const ask = async (token: string) => (await fetch(`${t.app.listener.url()}/api/channels/town-square/webhooks`, { headers: { Authorization: `Bearer ${token}` } })).status
  const mint = async () => (await t.client.tokens.create({ scope: 'hooks', person: 'rob' })).token
  const [before, mine] = [await mint(), (await t.client.tokens.create({ scope: 'hooks', label: 'mine' })).token]
  await t.client.team.removePerson({ username: 'rob' })
  const admit = (at: number) => t.app.ctx.write((tx) => commit({ ...t.app.ctx, now: () => at }, tx, { scope: 'workspace', kind: 'device.admitted', body: { publicKey: 'a2V5', certificate: 'Y2VydA', role: 'admin', deviceId: t.app.ctx.newId<DeviceId>(), personId, username: 'rob', displayName: 'Rob', deviceName: 'desk' } }))
  await admit(Date.now() + 1)
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(t.app.ctx.reader.get<{ at: number }>('SELECT admitted_at AS at FROM device WHERE person_id = ?', personId)!.at))
  const after = await mint()
  // A second device is no return.
  await admit(Date.now() + 1)
  expect([await ask(before), await ask(after), await ask(mine)]).toEqual([401, 200, 200])
  expect((await t.client.tokens.list()).map(({ person, label }) => label || person)).toEqual(['mine', 'rob'])
  await t.stop()
})
