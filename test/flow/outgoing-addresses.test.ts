/** What becomes of waiting deliveries when the addresses of an outgoing webhook change: who stays keeps the order, who was taken off gets no more. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findSecrets } from '#server/store/subscriptions.ts'
import type { SubscriptionId } from '#shared/contract/ids.ts'
import { hour, minute, second, startRig, textOf, type Rig } from '../helpers/outgoing.ts'

let r: Rig
/** Whether the receiver takes what comes to this path. */
let takes: (path: string) => boolean
beforeEach(async () => {
  r = await startRig()
  takes = () => true
  r.receiver.answer = ({ path }) => ({ status: takes(path) ? 200 : 503 })
})
afterEach(() => r.stop())

const at = (path: string): string => `http://${r.receiver.host}${path}`
/** What came to a path, in the order in which it came. */
const cameTo = (path: string): string[] => r.receiver.received.filter((request) => request.path === path).map(textOf)
const statesOf = async (id: SubscriptionId) => (await r.deliveriesOf(id)).map(({ url, state, lastProblem }) => [new URL(url).pathname, state, lastProblem?.code ?? null])

test.each<[string, string[]]>([
  ['one before it is taken off', ['/b']],
  ['the list is turned around', ['/b', '/a']],
  ['one is put before it', ['/new', '/a', '/b']],
])('%s: what comes later waits behind what waits already', async (_, paths) => {
  takes = (path) => path !== '/b'
  const { id } = await r.subscribe({ urls: [at('/a'), at('/b')] })
  for (const text of ['one', 'two']) await r.say(text)
  await r.idle()
  await r.client.subscriptions.update({ id, urls: paths.map(at) })
  await r.say('three')
  await r.idle()
  expect(new Set(cameTo('/b'))).toEqual(new Set(['one']))
  takes = () => true
  await r.pass(6 * minute)
  expect([...new Set(cameTo('/b'))]).toEqual(['one', 'two', 'three'])
  expect((await statesOf(id)).filter(([path]) => path === '/b')).toEqual(Array(3).fill(['/b', 'delivered', null]))
})

test('an address that comes in the place of one that is taken off waits for nothing of it', async () => {
  takes = (path) => path !== '/b'
  const { id } = await r.subscribe({ urls: [at('/a'), at('/b')], strictOrder: true })
  await r.say('one')
  await r.idle()
  await r.client.subscriptions.update({ id, urls: [at('/a')] })
  await r.client.subscriptions.update({ id, urls: [at('/a'), at('/c')] })
  await r.say('two')
  await r.idle()
  expect([cameTo('/b'), cameTo('/c')]).toEqual([['one'], ['two']])
})

test('what waits for an address that is taken off is over at once, and the list says why', async () => {
  takes = (path) => path !== '/b'
  const { id } = await r.subscribe({ urls: [at('/a'), at('/b')] })
  await r.say('parked')
  await r.pass(10 * minute)
  for (const text of ['retrying', 'queued']) await r.say(text)
  await r.idle()
  expect((await statesOf(id)).filter(([path]) => path === '/b').map(([, state]) => state)).toEqual(['parked', 'retrying', 'queued'])
  const before = cameTo('/b').length
  await r.client.subscriptions.update({ id, urls: [at('/a')] })
  expect((await statesOf(id)).filter(([path]) => path === '/b')).toEqual(Array(3).fill(['/b', 'dropped', 'address_removed']))
  expect((await r.client.subscriptions.health({ id })).waiting).toBe(0)
  // Nor does any of it come back when the address does.
  await r.client.subscriptions.update({ id, urls: [at('/a'), at('/b')] })
  await r.pass(hour)
  expect(cameTo('/b')).toHaveLength(before)
})

test('also while it is paused, and what waits for the others goes on waiting', async () => {
  r.receiver.answer = () => ({ status: 410 })
  const { id } = await r.subscribe({ urls: [at('/a'), at('/b')] })
  await r.say('one')
  await r.idle()
  await r.say('two')
  await r.client.subscriptions.update({ id, urls: [at('/b')] })
  expect((await statesOf(id)).slice(2)).toEqual([['/a', 'dropped', 'address_removed'], ['/b', 'paused', null]])
  r.receiver.answer = () => ({})
  await r.client.subscriptions.update({ id, enabled: true })
  await r.idle()
  expect(cameTo('/b')).toEqual(['one', 'two'])
})

test('what is on its way when its address is taken off is not tried again, and its refusal pauses nothing', async () => {
  const { id } = await r.subscribe({ urls: [at('/a'), at('/b')] })
  r.receiver.answer = async ({ path }) => {
    if (path !== '/a') return {}
    await r.client.subscriptions.update({ id, urls: [at('/b')] })
    return { status: 410 }
  }
  await r.say('one')
  await r.pass(hour)
  expect([cameTo('/a'), cameTo('/b')]).toEqual([['one'], ['one']])
  expect((await r.client.subscriptions.show({ id })).paused).toBeNull()
})

test('what is taken at an address that was taken off meanwhile does not say that the others work', async () => {
  const { id } = await r.subscribe({ urls: [at('/a'), at('/b')] })
  const failing = () => findSecrets(r.app.ctx.reader, id)?.failing
  let isLast = false
  r.receiver.answer = async ({ path }) => {
    if (path === '/b') return { status: 500 }
    if (isLast) await r.client.subscriptions.update({ id, urls: [at('/b')] })
    return {}
  }
  await r.say('one')
  await r.pass(minute)
  const before = failing()
  expect(before).toMatchObject({ days: 1 })
  isLast = true
  await r.say('two')
  await r.idle()
  expect(cameTo('/a')).toEqual(['one', 'two'])
  expect((await r.client.subscriptions.show({ id })).urls).toEqual([at('/b')])
  expect(failing()).toEqual(before)
})

test('what failed at an address that was taken off is not sent to another one', async () => {
  r.receiver.answer = ({ path }) => ({ status: path === '/a' ? 404 : 200 })
  const { id } = await r.subscribe({ urls: [at('/a'), at('/b')] })
  await r.say('one')
  await r.idle()
  await r.client.subscriptions.update({ id, urls: [at('/b')] })
  const [failed] = await r.deliveriesOf(id)
  expect(failed).toMatchObject({ state: 'failed', url: at('/a') })
  await expect(r.client.deliveries.redeliver({ id: failed!.id })).rejects.toThrow('The address that this went to was taken off the outgoing webhook.')
  expect(await r.client.deliveries.redeliverFailed({ subscriptionId: id, since: 0 })).toEqual({ count: 0 })
  await r.pass(second)
  expect(cameTo('/b')).toEqual(['one'])
})
