/** What a sender is told when the listener itself fails outside of a post: that it is not the sender's fault, and when to try again. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHookHandler } from '#server/listener/http.ts'
import { createPasses } from '#server/listener/passes.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let server: Server
let fault: Error
let url = ''
beforeAll(async () => {
  t = await startApp()
  const { ctx } = t.app
  const hooksUrl = (): string => {
    throw fault
  }
  server = createServer(createHookHandler({ ctx, record: () => expect.fail('nothing came to a webhook'), passes: createPasses(ctx), hooksUrl, lanHosts: () => new Set(), bodyTimeoutMs: undefined, unreadTimeoutMs: undefined }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/channels/town-square/webhooks`
})
afterAll(async () => {
  server.close()
  await t.stop()
})

test.each([
  ['a bug', new Error('boom'), 500, 'internal', null],
  ['a disk that fails', Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_READ' }), 503, 'storage_failed', '5'],
  ['a full disk', Object.assign(new Error('full'), { code: 'SQLITE_FULL' }), 507, 'storage_full', '60'],
])('%s', async (_, error, status, reason, retryAfter) => {
  fault = error
  const response = await fetch(url, { headers: { Authorization: 'Bearer x' } })
  expect({ status: response.status, reason: response.headers.get('X-Hookline-Reason'), retryAfter: response.headers.get('Retry-After') }).toEqual({ status, reason, retryAfter })
  expect(await response.text()).not.toContain('boom')
})
