/** The sending thread over real HTTP: one that cannot be written harms no other, and a thread that ended is followed by the next. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeliveryId } from '#shared/contract/ids.ts'
import type { Parcel } from './send-parcel.ts'
import { createSender } from './start-sender.ts'

const id = '0198c0de-7000-7000-8000-123456789abc'
let server: Server
let host: string

beforeAll(async () => {
  server = createServer((request, response) => void (request.url === '/never' ? request.resume() : response.end()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

function parcelTo(path: string, channelId = id): Parcel {
  return {
    delivery: { id: id as DeliveryId, url: `http://${host}${path}`, attempts: 0, position: 1, hops: 0, event: 'joined', redeliveryOf: null },
    subscription: { format: 'mattermost-json', signature: 'none', headers: {}, allow: [host] },
    secrets: { token: 'token', secret: 'secret', oldSecret: null, oldSecretUntil: null },
    event: { event: 'joined', at: 0, position: 1, workspace: { id, name: 'W' }, channel: { id: channelId, name: 'c', type: 'public' }, person: { id, username: 'p', displayName: 'P' }, message: null, reaction: null, triggerWord: '', token: '', receiver: id },
    at: 0,
    version: '0',
    ownPorts: ['1'],
  }
}

test('one that cannot be written fails for good and says why; those beside it arrive', async () => {
  const sender = createSender()
  const [bad, good] = await Promise.all([sender.send(parcelTo('/', 'not a uuid')), sender.send(parcelTo('/'))])
  expect(bad).toMatchObject({ result: { kind: 'forbidden' }, attempt: { number: 1, status: null, problem: { code: 'request_failed', detail: 'not a uuid is no UUID' } } })
  expect(good).toMatchObject({ result: { kind: 'answered', status: 200 }, attempt: { problem: null } })
  await sender.stop()
})

test('what a thread had when it ended is refused, and the next delivery starts another', async () => {
  const sender = createSender()
  await sender.send(parcelTo('/'))
  const waiting = sender.send(parcelTo('/never'))
  await expect(Promise.all([waiting, sender.stop()])).rejects.toThrow('the sending thread ended')
  expect(await sender.send(parcelTo('/'))).toMatchObject({ attempt: { status: 200 } })
  await sender.stop()
})

test('what the thread does not need does not cross to it', async () => {
  const sender = createSender()
  const parcel = parcelTo('/')
  // A function cannot cross: it would be refused.
  const stays = { stays: () => undefined }
  expect(await sender.send({ ...parcel, delivery: { ...parcel.delivery, ...stays }, subscription: { ...parcel.subscription, ...stays } })).toMatchObject({ attempt: { status: 200 } })
  await sender.stop()
})
