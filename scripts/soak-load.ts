/**
 * `npm run soak -- load --minutes N`: 200 posts a second to 20 webhooks, members who read over sockets, an outgoing webhook whose receiver is dead. Each minute one line; fails
 * when memory, handles or latency grow from the second third to the last by more than a tenth. Then slow senders, idle connections and gzip bombs beside normal traffic, in turns
 * with normal traffic alone: its p99 may double.
 */
import http from 'node:http'
import net from 'node:net'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { findFreePort } from '../test/helpers/free-port.ts'
import { startApp } from '../test/helpers/start-app.ts'
import { cliPath, runNode, waitUntilReady } from '../test/helpers/child.ts'
import { connectWindow } from '../test/helpers/connect-socket.ts'

const told = process.argv.indexOf('--minutes')
/** 0 leaves the even load out: the hostile senders alone. */
const minutes = told < 0 ? 60 : Number(process.argv[told + 1])
const perSecond = 200
const hooks = 20
let number = 0
/** Each in its turn, so that none of them rests long enough to be closed, and all are open from the first measure on. */
const agent = new http.Agent({ keepAlive: true, maxSockets: 64, scheduling: 'fifo' })

const dataFolder = mkdtempSync(join(tmpdir(), 'hookline-soak-'))
const paths = await prepare()
const child = runNode(cliPath, ['serve', '--json', '--data', dataFolder, '--hooks-port', '0', '--ui-port', '0'])
const { hooksUrl, uiUrl, pid } = await waitUntilReady(child)
let failed = false
try {
  const stopReading = await startMembers()
  // The kept connections are handles of the app too: opened before anything is measured.
  await Promise.all(Array.from({ length: 64 }, post))
  failed = !(await soak())
  failed = !(await besideHostility()) || failed
  await stopReading()
} finally {
  child.process.kill('SIGTERM')
  const { code, stderr } = await child.ended
  if (code !== 0 || stderr !== '') console.error(`the app ended with ${code}: ${stderr}`)
  failed ||= code !== 0
  rmSync(dataFolder, { recursive: true, force: true })
}
process.exit(failed ? 1 : 0)

async function prepare(): Promise<string[]> {
  const t = await startApp({ dataFolder })
  const made = []
  for (let number = 0; number < hooks; number += 1) {
    const { url } = await t.makeHook({ name: `hook ${number}`, channel: number % 2 === 0 ? 'town-square' : 'off-topic', rules: { perMinute: null, countRepeats: false } })
    made.push(new URL(url).pathname)
  }
  const dead = await findFreePort()
  await t.client.subscriptions.create({ name: 'dead', channels: ['off-topic'], from: 'everybody', urls: [`http://127.0.0.1:${dead}/`], allow: [`127.0.0.1:${dead}`] })
  await t.stop()
  return made
}

/** Three windows that read a page each half a second. @returns what ends them. */
async function startMembers(): Promise<() => Promise<void>> {
  let isOver = false
  const windows = await Promise.all([1, 2, 3].map(() => connectWindow(uiUrl)))
  const reading = windows.map(async ({ client, socket }) => {
    while (!isOver) {
      await client.messages.list({ channel: 'town-square', limit: 50 })
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    socket.close()
  })
  // Whoever is cut off is told with what the app said last.
  for (const one of reading) one.catch((error: unknown) => console.error('a member was cut off', error instanceof Error ? error.message : error, child.process.exitCode, child.output().stderr))
  return async () => {
    isOver = true
    failed = (await Promise.allSettled(reading)).some(({ status }) => status === 'rejected') || failed
  }
}

/** @returns ms, or undefined when it was not 200. */
function post(): Promise<number | undefined> {
  const startedAt = performance.now()
  const path = paths[(number += 1) % paths.length]!
  return new Promise((resolve) => {
    const request = http.request(hooksUrl + path, { method: 'POST', agent }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode === 200 ? performance.now() - startedAt : undefined))
    })
    request.once('error', () => resolve(undefined))
    request.end(JSON.stringify({ text: `soak ${number}: the build of branch ${number % 97} is done` }))
  })
}

/** Posts at the pace for so long. */
async function pour(ms: number): Promise<{ p50: number; p99: number; count: number; refused: number }> {
  const took: number[] = []
  let refused = 0
  const under: Promise<void>[] = []
  const startedAt = performance.now()
  for (let sent = 0; performance.now() - startedAt < ms; ) {
    for (const due = ((performance.now() - startedAt) * perSecond) / 1000; sent < due; sent += 1) under.push(post().then((one) => void (one === undefined ? (refused += 1) : took.push(one))))
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await Promise.all(under)
  took.sort((a, b) => a - b)
  const at = (share: number): number => Math.round((took[Math.floor((took.length - 1) * share)] ?? 0) * 10) / 10
  return { p50: at(0.5), p99: at(0.99), count: took.length, refused }
}

function measureProcess(): { rssMb: number; handles: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return { rssMb: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024), handles: readdirSync(`/proc/${pid}/fd`).length }
}

async function soak(): Promise<boolean> {
  const samples: { rssMb: number; handles: number; p50: number; p99: number; refused: number }[] = []
  for (let minute = 1; minute <= minutes; minute += 1) {
    const sample = { ...measureProcess(), ...(await pour(60_000)) }
    samples.push(sample)
    console.log(`minute ${minute}: ${JSON.stringify(sample)}`)
  }
  const third = Math.floor(samples.length / 3)
  const mean = (key: 'rssMb' | 'handles' | 'p50' | 'p99', from: number): number => samples.slice(from, from + third).map((sample) => sample[key]).sort((a, b) => a - b)[Math.floor(third / 2)] ?? 0
  const refused = samples.reduce((sum, sample) => sum + sample.refused, 0)
  if (refused > 0) console.error(`${refused} posts were refused`)
  if (third === 0) return refused === 0
  const grown = (['rssMb', 'handles', 'p50', 'p99'] as const).filter((key) => {
    const [middle, end] = [mean(key, third), mean(key, samples.length - third)]
    // A handle or a millisecond more is no growth.
    const isGrown = end > middle * 1.1 + (key === 'rssMb' ? 0 : 2)
    console.log(`${key}: ${middle} in the second third, ${end} in the last${isGrown ? ': grows' : ''}`)
    return isGrown
  })
  return grown.length === 0 && refused === 0
}

/** Median of the ratio of p99 with and without, in turns. */
async function besideHostility(): Promise<boolean> {
  let isWell = true
  for (const [name, begin] of Object.entries({ 'slow senders': slowSenders, 'idle connections': idleConnections, 'gzip bombs': gzipBombs })) {
    const ratios: number[] = []
    for (let turn = 0; turn < 3; turn += 1) {
      const alone = await pour(5000)
      const end = await begin()
      const beside = await pour(5000)
      end()
      ratios.push(beside.p99 / alone.p99)
      console.log(`${name}: p99 ${alone.p99} ms alone, ${beside.p99} ms beside; ${beside.refused} refused; ${JSON.stringify(measureProcess())}`)
      isWell &&= beside.refused === 0
    }
    const median = ratios.sort((a, b) => a - b)[1] ?? 0
    console.log(`${name}: ${median.toFixed(2)} × of without`)
    isWell &&= median <= 2
  }
  return isWell
}

function connect(): net.Socket {
  const socket = net.connect(Number(new URL(hooksUrl).port), '127.0.0.1')
  socket.on('error', () => undefined)
  return socket
}

/** 500 that send a byte of their body each second. */
async function slowSenders(): Promise<() => void> {
  const sockets = Array.from({ length: 500 }, connect)
  for (const socket of sockets) socket.write(`POST ${paths[0]} HTTP/1.1\r\nHost: ${new URL(hooksUrl).host}\r\nContent-Length: 1000\r\n\r\n{`)
  const drip = setInterval(() => sockets.forEach((socket) => socket.write(' ')), 1000)
  return () => {
    clearInterval(drip)
    sockets.forEach((socket) => socket.destroy())
  }
}

/** 10 000 that say nothing at all. */
async function idleConnections(): Promise<() => void> {
  const sockets: net.Socket[] = []
  for (let round = 0; round < 100; round += 1) {
    const more = Array.from({ length: 100 }, connect)
    await Promise.all(more.map((socket) => new Promise<void>((resolve) => socket.once('connect', () => resolve()).once('close', () => resolve()))))
    sockets.push(...more)
  }
  return () => sockets.forEach((socket) => socket.destroy())
}

/** 40 a second that would become 200 MB each. */
async function gzipBombs(): Promise<() => void> {
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024))
  const throwBomb = (): void => {
    const request = http.request(hooksUrl + paths[1], { method: 'POST', headers: { 'Content-Encoding': 'gzip', 'Content-Length': String(bomb.length) } }, (response) => response.resume())
    request.once('error', () => undefined)
    request.end(bomb)
  }
  const timer = setInterval(throwBomb, 25)
  return () => clearInterval(timer)
}
