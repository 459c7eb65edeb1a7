/** Deliver: 10 000 deliveries to five receivers, one dead and one slow, against bare undici; and what a post costs with and without them. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { request } from 'undici'
import { createApp, type App } from '../src/main/server/app.ts'
import { createInlineClient } from '../src/main/server/rpc/router.ts'
import { setPaused } from '../src/main/server/store/subscriptions.ts'
import { countWaiting as countWaitingOf } from '../src/main/server/store/waiting-deliveries.ts'
import type { SubscriptionId } from '../src/shared/contract/ids.ts'
import { readLine } from '../test/helpers/browser.ts'
import { median } from './load.ts'

interface Ports {
  readonly healthy: readonly number[]
  readonly slow: number
  readonly dead: number
}

const messages = 2000
const channelCount = 16
/** More than ever wait. */
const EVERY = 1_000_000
/** Of posts that are timed one by one. */
const timed = 300
/** After one to warm up. */
const roundCount = 3
const text = 'Deployed **web 4.18.2** to production'

export async function deliver(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-deliver-'))
  const child = spawn(process.execPath, [fileURLToPath(new URL('./receivers.ts', import.meta.url))], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ports = JSON.parse(await readLine(child)) as Ports
  const app = await createApp({ dataFolder: folder, version: '0.0.0-bench', platform: { suggestNames: async () => ({ workspaceName: 'Bench', displayName: 'Bench' }), notify: async () => false, withdraw: async () => undefined, showStatus: async () => undefined } })
  try {
    return await measure(app, ports)
  } finally {
    await app.stop()
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(app: App, ports: Ports): Promise<string[]> {
  const client = createInlineClient(app.callAs(app.me))
  const channels = Array.from({ length: channelCount }, (_, number) => `bench-${number}`)
  for (const name of channels) await client.channels.create({ name })
  const postOne = (number: number) => client.messages.post({ channel: channels[number % channelCount]!, text })
  const subscribe = async (port: number) => {
    const { subscription } = await client.subscriptions.create({ name: `to ${port}`, channels, urls: [`http://127.0.0.1:${port}/`], allow: [`127.0.0.1:${port}`] })
    return subscription.id
  }
  const healthy: SubscriptionId[] = []
  for (const port of ports.healthy) healthy.push(await subscribe(port))
  const all = [...healthy, await subscribe(ports.slow), await subscribe(ports.dead)]
  const rounds: Round[] = []
  for (let number = 0; number <= roundCount; number += 1) rounds.push(await measureRound(app, { all, healthy, postOne, ports }))
  // The first of everything takes longer, on both sides: threads start, code is compiled. The first round is what a fresh app does.
  const [fresh, ...warm] = rounds
  if (!fresh) throw new Error('no round was measured')
  const of = (pick: (round: Round) => number): number => median(warm.map(pick))
  return [
    `deliver ratio ${(fresh.perSecond / fresh.floor).toFixed(2)}`,
    `deliver warm ratio ${of(({ perSecond, floor }) => perSecond / floor).toFixed(2)}`,
    `deliver post p50 ratio ${of(({ withThem, without }) => withThem / without).toFixed(2)}`,
    `deliver healthy ${of(({ perSecond }) => perSecond).toFixed(0)}/s, undici ${of(({ floor }) => floor).toFixed(0)}/s; post p50 ${of(({ withThem }) => withThem).toFixed(2)} ms with five webhooks, ${of(({ without }) => without).toFixed(2)} ms without; each the median of ${roundCount} warm rounds; from a fresh start ${fresh.perSecond.toFixed(0)}/s and ${fresh.floor.toFixed(0)}/s`,
  ]
}

interface Round {
  /** ms of one post. */
  readonly without: number
  readonly withThem: number
  readonly perSecond: number
  readonly floor: number
}

interface Parts {
  readonly all: readonly SubscriptionId[]
  readonly healthy: readonly SubscriptionId[]
  readonly ports: Ports
  readonly postOne: (number: number) => Promise<unknown>
}

/** Without and with, ours and bare, right after one another: what else the machine does meets both. */
async function measureRound(app: App, { all, healthy, ports, postOne }: Parts): Promise<Round> {
  const client = createInlineClient(app.callAs(app.me))
  const switchAll = async (enabled: boolean): Promise<void> => {
    for (const id of all) await client.subscriptions.update({ id, enabled })
  }
  await switchAll(false)
  const without = await timePosts(postOne)
  await switchAll(true)
  const withThem = await timePosts(postOne)
  const isDone = async (): Promise<void> => {
    while (healthy.some((id) => isWaiting(app, id))) await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await isDone()
  // All wait until the last is there; then they are let go together.
  for (const id of all) await app.ctx.write((tx) => setPaused(tx, id, 'failing'))
  for (let first = 0; first < messages; first += 200) await Promise.all(Array.from({ length: 200 }, (_, number) => postOne(first + number)))
  const before = countWaiting(app, healthy)
  const startedAt = performance.now()
  await switchAll(true)
  await isDone()
  const perSecond = before / ((performance.now() - startedAt) / 1000)
  return { without, withThem, perSecond, floor: await runFloor(ports.healthy, before) }
}

/** @returns the median of one post after the other, in ms. */
async function timePosts(postOne: (number: number) => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let number = 0; number < timed; number += 1) {
    const startedAt = performance.now()
    await postOne(number)
    times.push(performance.now() - startedAt)
  }
  return median(times)
}

function countWaiting({ ctx }: App, ids: readonly SubscriptionId[]): number {
  return ids.reduce((sum, id) => sum + countWaitingOf(ctx.reader, id, EVERY), 0)
}

/** Asked while it is measured, so it counts nothing. */
function isWaiting({ ctx }: App, id: SubscriptionId): boolean {
  return countWaitingOf(ctx.reader, id, 1) > 0
}

/** As many requests to the same receivers, as many at once, and nothing else. @returns requests per second. */
async function runFloor(ports: readonly number[], count: number): Promise<number> {
  const body = JSON.stringify({ token: 'x'.repeat(26), channel_name: 'bench-1', user_name: 'bench', text })
  let left = count
  const startedAt = performance.now()
  const worker = async (port: number): Promise<void> => {
    while (left > 0) {
      left -= 1
      const answer = await request(`http://127.0.0.1:${port}/`, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
      await answer.body.dump()
    }
  }
  await Promise.all(ports.flatMap((port) => Array.from({ length: channelCount }, () => worker(port))))
  return count / ((performance.now() - startedAt) / 1000)
}
