/** Every rule of a hook that is set is read back as it was set: at once, in the list, in the event, after a restart; nonsense is refused with one sentence everywhere. */
import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentKindSchema, defaultHookRules, hookMentionsSchema, hookRulesSchema, keyedSchema, signatureSchemeSchema, type HookRules } from '#shared/contract/hook-rules.ts'
import type { HookId, PersonId } from '#shared/contract/ids.ts'
import { makeDataFolder, startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let id: HookId
let me: PersonId
const dataFolder = makeDataFolder()
beforeAll(async () => {
  t = await startApp({ dataFolder, listen: false })
  id = (await t.client.hooks.create({ channel: 'town-square', name: 'ci' })).hook.id
  me = (await t.client.session.get()).me.id
})
afterAll(async () => {
  await t.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})

/** Anything that each field may be; a field without one does not compile. */
const anything: { [K in keyof HookRules]: fc.Arbitrary<HookRules[K]> } = {
  sources: fc.array(fc.oneof(fc.ipV4(), fc.ipV6().filter((one) => !one.includes('.')), fc.tuple(fc.ipV4(), fc.nat(32)).map(([one, bits]) => `${one}/${bits}`), fc.constantFrom('fd00::/8', '::ffff:10.0.0.1')), { maxLength: 5 }),
  contentKinds: fc.subarray([...contentKindSchema.options]),
  maxBytes: fc.option(fc.integer({ min: 64, max: 100 * 1024 * 1024 })),
  allowName: fc.boolean(),
  allowIcon: fc.boolean(),
  signature: fc.record({
    scheme: fc.constantFrom(...signatureSchemeSchema.options),
    toleranceSeconds: fc.integer({ min: 1, max: 86_400 }),
    header: fc.constantFrom('X-Signature', 'x-my-hmac', 'Proof'),
    algorithm: fc.constantFrom('sha1', 'sha256', 'sha512'),
    encoding: fc.constantFrom('hex', 'base64'),
    prefix: fc.string({ maxLength: 32 }),
  }),
  mentions: fc.constantFrom(...hookMentionsSchema.options),
  named: fc.subarray([null]).map((list) => list.map(() => me)),
  mentionsPerHour: fc.option(fc.nat(10_000)),
  perMinute: fc.option(fc.integer({ min: 1, max: 100_000 })),
  whenFull: fc.constantFrom('queue', 'refuse'),
  countRepeats: fc.boolean(),
  keyed: fc.constantFrom(...keyedSchema.options),
  keyField: fc.option(fc.constantFrom('alert.id', 'alerts.0.fingerprint', 'ü')),
}
const fields = Object.keys(anything) as (keyof HookRules)[]

test('every field has its values here', () => {
  expect(fields.toSorted()).toEqual(Object.keys(hookRulesSchema.shape).toSorted())
})

test.each(fields)('%s is read back as it was set, and the others stay', async (field) => {
  const heard: unknown[] = []
  const stop = t.app.ctx.events.subscribe(({ event }) => void (event.name === 'hook.changed' && heard.push(event.data.rules)))
  await fc.assert(
    fc.asyncProperty(anything[field] as fc.Arbitrary<unknown>, async (value) => {
      const before = (await t.client.hooks.show({ id })).rules
      const wanted = { ...before, [field]: value }
      expect((await t.client.hooks.update({ id, rules: { [field]: value } })).rules).toEqual(wanted)
      expect((await t.client.hooks.show({ id })).rules).toEqual(wanted)
      expect((await t.client.hooks.list())[0]?.rules).toEqual(wanted)
      expect(heard.at(-1)).toEqual(wanted)
    }),
    { numRuns: 15 },
  )
  stop()
})

test('after a restart, too; and back to the defaults', async () => {
  const { rules } = await t.client.hooks.show({ id })
  await t.stop()
  t = await startApp({ dataFolder, listen: false })
  expect((await t.client.hooks.show({ id })).rules).toEqual(rules)
  await t.client.hooks.update({ id, rules: defaultHookRules })
  expect((await t.client.hooks.show({ id })).rules).toEqual(defaultHookRules)
})

describe('nonsense is refused', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ sources: ['10.0.0'] }, 'must be an IP address or a range such as 10.0.0.0/8 or fd00::/8'],
    [{ sources: ['10.0.0.0/33'] }, 'must be an IP address or a range such as 10.0.0.0/8 or fd00::/8'],
    [{ sources: ['example.com'] }, 'must be an IP address or a range such as 10.0.0.0/8 or fd00::/8'],
    [{ maxBytes: 63 }, 'must be at least 64'],
    [{ maxBytes: 1e9 }, 'must be at most 104857600'],
    [{ signature: { scheme: 'slack', toleranceSeconds: 0 } }, 'must be at least 1'],
    [{ signature: { scheme: 'slack', toleranceSeconds: 90_000 } }, 'must be at most 86400, a day'],
    [{ signature: { scheme: 'hmac', header: 'X Signature' } }, 'must be the name of a header, for instance X-Signature'],
    [{ signature: { scheme: 'hmac', prefix: 'x'.repeat(33) } }, 'use at most 32 characters'],
  ])('%j', async (rules, words) => {
    const before = await t.client.hooks.show({ id })
    const error = (await t.client.hooks.update({ id, rules: rules as Partial<HookRules> }).catch((caught: unknown) => caught)) as { data: unknown }
    expect(JSON.stringify(error.data)).toContain(words)
    expect(await t.client.hooks.show({ id })).toEqual(before)
  })
})

test('somebody who is not there cannot be named, neither on a new hook nor on this one', async () => {
  const stranger = '01976f00-0000-7000-8000-00000000beef' as PersonId
  const before = await t.client.hooks.list()
  const refused = { data: { code: 'not_found', field: 'rules.named', message: expect.stringContaining(stranger) as string } }
  await expect(t.client.hooks.update({ id, rules: { named: [me, stranger] } })).rejects.toMatchObject(refused)
  await expect(t.client.hooks.create({ channel: 'town-square', name: 'other', rules: { named: [stranger] } })).rejects.toMatchObject(refused)
  expect(await t.client.hooks.list()).toEqual(before)
})
