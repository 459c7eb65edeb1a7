/** A port that another program has: it is named, webhooks keep their addresses, and listening goes on when the port is free. */
import { spawn, type ChildProcess } from 'node:child_process'
import { afterEach, expect, test } from 'vitest'
import type { ListenerStatus } from '#shared/contract/listener.ts'
import { readLine } from '../helpers/browser.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

const children: ChildProcess[] = []
const apps: TestApp[] = []
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const app of apps.splice(0)) await app.stop()
})

/** Another program that listens on a port of its choice, or on this one. */
async function occupy(port = 0): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, ['-e', `const s = require('node:net').createServer(); s.listen(${port}, '127.0.0.1', () => console.log(s.address().port))`], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  return { child, port: Number(await readLine(child)) }
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

async function startOn(port: number): Promise<TestApp> {
  const app = await startApp({ listen: false })
  apps.push(app)
  await app.app.listen(port)
  return app
}

const namesProcesses = process.platform === 'linux'

test.skipIf(!namesProcesses)('it is named with its process, and who has it next is named too', async () => {
  const { child, port } = await occupy()
  const t = await startOn(port)
  const status = await t.client.listener.status()
  expect(status).toMatchObject({ state: 'failed', port, url: `http://127.0.0.1:${port}`, takenBy: { name: expect.stringMatching(/node/i) as string, pid: child.pid } })
  expect(status.problem).toContain(`port ${port} is used by ${status.takenBy?.name} (process ${child.pid})`)
  const heard: ListenerStatus[] = []
  t.app.ctx.events.subscribe(({ event }) => void (event.name === 'listener.changed' && heard.push(event.data)))
  // Still taken is no news.
  await end(child)
  const next = await occupy(port).catch(() => undefined)
  if (next) await expect.poll(() => heard.at(-1)?.takenBy?.pid ?? heard.at(-1)?.state).toBe(next.child.pid)
  else await expect.poll(() => heard.at(-1)?.state).toBe('listening')
})

test('webhooks keep their addresses; once the port is free they take posts again within two seconds', async () => {
  const { child, port } = await occupy()
  const t = await startOn(port)
  const { url } = await t.makeHook()
  expect(new URL(url).port).toBe(String(port))
  expect((await t.client.hooks.list()).map(({ name }) => name)).toEqual(['ci'])
  const heard: ListenerStatus['state'][] = []
  const listening = new Promise<number>((resolve) =>
    t.app.ctx.events.subscribe(({ event }) => {
      if (event.name !== 'listener.changed') return
      heard.push(event.data.state)
      if (event.data.state === 'listening') resolve(performance.now())
    }),
  )
  await end(child)
  const freeAt = performance.now()
  expect((await listening) - freeAt).toBeLessThan(2000)
  expect(heard).toEqual(['listening'])
  expect(await t.client.listener.status()).toMatchObject({ state: 'listening', port, problem: null, takenBy: null })
  expect((await sendJson(url, { text: 'back' })).status).toBe(200)
})

test('asked to stop while the port is taken, it does not come back', async () => {
  const { child, port } = await occupy()
  const t = await startOn(port)
  await t.app.listener.stop()
  await end(child)
  const again = await occupy(port)
  expect(again.port).toBe(port)
  expect((await t.client.listener.status()).state).toBe('stopped')
})
