/** Cases outlive the process: a restart, kill -9 under load, and a replay of the log change nothing about them. */
import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '#server/app.ts'
import { createInlineClient } from '#server/rpc/router.ts'
import { cliPath, runNode, waitUntilReady } from '../helpers/child.ts'
import { rebuild } from '../helpers/projection.ts'
import { makeDataFolder, startApp, testPlatform } from '../helpers/start-app.ts'

let dataFolder = ''
beforeEach(() => void (dataFolder = makeDataFolder()))
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }))

async function report(url: string, body: object): Promise<{ status: number; messageId: string; caseId: string }> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ text: 'my message', ...body }) })
  return { status: answer.status, ...((await answer.json()) as { messageId: string; caseId: string }) }
}

test('a restart', async () => {
  const first = await startApp({ dataFolder })
  const { url } = await first.makeHook({ dialect: 'emakin' })
  const { caseId } = await report(url, { id: 'event1' })
  await report(url, { id: 'event2', references: ['event1'] })
  const closed = await first.client.cases.close({ caseId: caseId as never })
  await first.stop()

  const second = await startApp({ dataFolder })
  const { cases } = await second.client.cases.list({ channel: 'town-square' })
  expect(cases).toEqual([closed])
  const { port } = new URL((await second.makeHook({ dialect: 'emakin', name: 'other' })).url)
  const again = Object.assign(new URL(url), { port }).href
  expect([await report(again, { id: 'event2' }), await report(again, { id: 'event3', references: ['event2'] })]).toMatchObject([{ status: 208, caseId }, { status: 200, caseId }])
  expect((await second.client.cases.list({ channel: 'town-square' })).cases).toMatchObject([{ id: caseId, state: 'open', updates: 2 }])
  await second.stop()
})

test('kill -9 while 16 senders report: what was answered is known, nothing is there twice', { timeout: 60_000 }, async () => {
  const setUp = await startApp({ dataFolder, listen: false })
  const path = new URL((await setUp.makeHook({ dialect: 'emakin' })).url).pathname
  await setUp.stop()
  const child = runNode(cliPath, ['serve', '--json', '--data', dataFolder, '--hooks-port', '0', '--ui-port', '0'])
  const { hooksUrl } = await waitUntilReady(child)

  const answered = new Map<string, string>()
  const send = async (id: string, more: object = {}): Promise<boolean> => {
    try {
      const { messageId } = await report(hooksUrl + path, { id, ...more })
      answered.set(id, messageId)
      // Not after a time but in the middle of the work: whoever brings the hundredth answer kills.
      if (answered.size === 100) child.process.kill('SIGKILL')
      return true
    } catch {
      return false
    }
  }
  const senders = Array.from({ length: 16 }, async (_, sender) => {
    for (let number = 0; (await send(`${sender}-${number}`)) && (await send(`${sender}-${number}-u`, { references: [`${sender}-${number}`] })); number += 1);
  })
  await Promise.all(senders)
  expect((await child.ended).signal).toBe('SIGKILL')

  const app = await createApp({ dataFolder, platform: testPlatform, version: '0.0.0-test' })
  const { reader } = app.ctx
  const keys = new Map(reader.all<{ id: string; messageId: string }>('SELECT external_id AS id, message_id AS messageId FROM case_key').map(({ id, messageId }) => [id, messageId]))
  expect([...answered].filter(([id, messageId]) => keys.get(id) !== messageId)).toEqual([])
  expect(reader.get("SELECT count(*) AS n FROM message WHERE type = 'webhook'")).toEqual({ n: keys.size })
  expect(reader.all('SELECT id, updates FROM hook_case k WHERE updates <> (SELECT count(*) FROM case_key c WHERE c.case_id = k.id) - 1')).toEqual([])
  const { before, after } = await rebuild(app.ctx)
  expect(after).toEqual(before)

  await app.listen(0)
  const client = createInlineClient(app.callAs(app.me))
  const { addresses } = await client.hooks.create({ channel: 'town-square', name: 'after', dialects: ['emakin'] })
  const [last] = [...answered].at(-1) ?? []
  expect(await report(addresses[0]?.url ?? '', { id: last })).toMatchObject({ status: 208, messageId: answered.get(last ?? '') })
  await app.stop()
})
