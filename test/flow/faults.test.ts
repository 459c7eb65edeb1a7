/**
 * What a sender and a person see while the disk is full, refuses writes, tears them or is slow, and after that: 507 or 503 with Retry-After, nothing
 * acknowledged is lost, nothing refused is there, and it goes on without a start. Needs root and tmpfs, or a C compiler; else it says that it is left out.
 */
import { execFileSync } from 'node:child_process'
import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, test } from 'vitest'
import { cliPath, runNode, waitUntilReady, type Child } from '../helpers/child.ts'
import { buildFaultyDisk } from '../helpers/faulty-disk.ts'
import { send } from '../helpers/post.ts'
import { mountSmallDisk } from '../helpers/small-disk.ts'
import { inFile } from '../helpers/damaged-file.ts'
import { makeDataFolder, startApp } from '../helpers/start-app.ts'

const ends: (() => void)[] = []
afterAll(() => ends.reverse().forEach((end) => end()))

async function prepare(dataFolder: string): Promise<string> {
  const t = await startApp({ dataFolder })
  const { url } = await t.makeHook({ rules: { perMinute: null, countRepeats: false } })
  await t.stop()
  return new URL(url).pathname
}

interface Running {
  readonly child: Child
  /** Its status, and Retry-After; 200 is kept as acknowledged. */
  post(text: string): Promise<[number, string | undefined]>
  readonly acknowledged: string[]
  readonly refused: string[]
  /** Ends it, and holds what is stored against what was said. */
  check(): Promise<void>
}

async function start(dataFolder: string, env: Record<string, string> = {}): Promise<Running> {
  const path = await prepare(dataFolder)
  const child = runNode(cliPath, ['serve', '--json', '--data', dataFolder, '--hooks-port', '0', '--ui-port', '0'], { env })
  const { hooksUrl } = await waitUntilReady(child)
  const [acknowledged, refused]: [string[], string[]] = [[], []]
  return {
    child,
    acknowledged,
    refused,
    async post(text) {
      const { status, headers } = await send(hooksUrl + path, { body: JSON.stringify({ text }) })
      ;(status === 200 ? acknowledged : refused).push(text)
      return [status, headers['retry-after']]
    },
    async check() {
      child.process.kill('SIGTERM')
      const { code, stderr } = await child.ended
      const t = await startApp({ dataFolder })
      const stored = t.app.ctx.reader.all<{ text: string }>("SELECT text FROM message WHERE type = 'webhook' ORDER BY text").map(({ text }) => text)
      const integrity = t.app.ctx.reader.get('PRAGMA integrity_check')
      await t.stop()
      expect({ code, stderr, stored, integrity }).toEqual({ code: 0, stderr: '', stored: [...acknowledged].sort(), integrity: { integrity_check: 'ok' } })
    },
  }
}

const disk = mountSmallDisk()
if (disk) ends.push(disk.unmount)
else console.log('left out: a full disk (only root may mount a small one)')

describe.skipIf(disk === undefined)('a full disk', () => {
  const fill = (): string => {
    const filler = join(disk!.folder, 'filler')
    writeFileSync(filler, '')
    expect(() => { for (;;) appendFileSync(filler, Buffer.alloc(1024)) }).toThrow(/ENOSPC/)
    return filler
  }

  test('senders are asked to come again, the app lives, and with room all goes on', async () => {
    const folder = join(disk!.folder, 'data')
    const running = await start(folder)
    expect(await running.post('before')).toEqual([200, undefined])
    const filler = fill()
    const long = 'word '.repeat(3000)
    const during = await Promise.all(Array.from({ length: 40 }, (_, number) => running.post(`${number} ${long}`)))
    expect(during.filter(([status]) => status === 507).length).toBeGreaterThan(0)
    expect(during.filter(([status, after]) => !(status === 200 || (status === 507 && after === '60')))).toEqual([])
    expect(running.child.process.exitCode).toBeNull()
    rmSync(filler)
    disk!.makeRoom()
    expect(await running.post('after')).toEqual([200, undefined])
    await running.check()
  })

  test('an app that is started on it says so, and changes nothing', async () => {
    const folder = join(disk!.folder, 'later')
    await prepare(folder)
    const filler = fill()
    const { code, stderr } = await runNode(cliPath, ['serve', '--json', '--data', folder, '--hooks-port', '0']).ended
    expect([code, JSON.parse(stderr)]).toEqual([1, { error: { code: 'storage_full', message: expect.stringMatching(/is full, and Hookline needs some room to start/) as string } }])
    rmSync(filler)
  })

  test('and so does one on a disk that is mounted for reading alone', async () => {
    const folder = join(disk!.folder, 'later')
    // It cannot be while somebody holds a file there: the apps before have let go of theirs.
    execFileSync('mount', ['-o', 'remount,ro', disk!.folder])
    const { code, stderr } = await runNode(cliPath, ['serve', '--json', '--data', folder, '--hooks-port', '0']).ended
    execFileSync('mount', ['-o', 'remount,rw', disk!.folder])
    expect([code, JSON.parse(stderr)]).toEqual([1, { error: { code: 'storage_failed', message: expect.stringMatching(/may not write in .*Make the folder and its files writable/) as string } }])
  })
})

const faulty = buildFaultyDisk()
if (faulty) ends.push(faulty.remove)
if (faulty === undefined) console.log('left out: a disk that fails (there is no C compiler)')

describe.skipIf(faulty === undefined)('a disk that fails', () => {
  async function onFaultyDisk() {
    const folder = makeDataFolder()
    ends.push(() => rmSync(folder, { recursive: true, force: true }))
    const control = join(folder, 'control')
    writeFileSync(control, 'none 0')
    const running = await start(folder, { LD_PRELOAD: faulty!.library, FAULTY_CONTROL: control, FAULTY_PATH: join(folder, 'hookline.db') })
    return { running, become: (mode: string) => writeFileSync(control, mode) }
  }

  test('in writing, in a part of it, in bringing it to the disk, for reading alone: 503, and well again at once', async () => {
    const { running, become } = await onFaultyDisk()
    for (const mode of ['write', 'torn', 'sync', 'readonly']) {
      expect(await running.post(`before ${mode}`)).toEqual([200, undefined])
      become(`${mode} 0`)
      const during = await Promise.all(Array.from({ length: 8 }, (_, number) => running.post(`${mode} ${number}`)))
      expect({ mode, during }).toEqual({ mode, during: during.map(() => [503, '5']) })
      become('none 0')
      expect(await running.post(`after ${mode}`)).toEqual([200, undefined])
    }
    await running.check()
  })

  test('slow in bringing it to the disk: everybody waits for it, nobody is refused or told before', async () => {
    const { running, become } = await onFaultyDisk()
    become('slow 150')
    const startedAt = performance.now()
    const during = await Promise.all(Array.from({ length: 20 }, (_, number) => running.post(`slow ${number}`)))
    const tookMs = performance.now() - startedAt
    expect(during.every(([status]) => status === 200)).toBe(true)
    expect(tookMs).toBeGreaterThan(140)
    become('none 0')
    await running.check()
  })
})

test('a data file that another program keeps locked, and a lock that is noise: the one is said, the other no hindrance', async () => {
  const folder = makeDataFolder()
  ends.push(() => rmSync(folder, { recursive: true, force: true }))
  await prepare(folder)
  const other = new Database(join(folder, 'hookline.db'))
  other.pragma('locking_mode = EXCLUSIVE')
  other.exec('BEGIN IMMEDIATE')
  await expect(startApp({ dataFolder: folder })).rejects.toThrow(`Another program keeps a file of ${folder} locked`)
  other.close()
  writeFileSync(join(folder, 'lock'), 'no lock of ours '.repeat(100))
  const t = await startApp({ dataFolder: folder })
  await expect(startApp({ dataFolder: folder })).rejects.toThrow('another Hookline')
  await t.stop()
})

test('a second app on the folder says who has it and harms nothing', async () => {
  const folder = makeDataFolder()
  ends.push(() => rmSync(folder, { recursive: true, force: true }))
  const running = await start(folder)
  const second = await runNode(cliPath, ['serve', '--json', '--data', folder, '--hooks-port', '0']).ended
  expect([second.code, JSON.parse(second.stderr)]).toEqual([4, { error: { code: 'conflict', message: expect.stringContaining(`another Hookline (process ${running.child.process.pid}) is using ${folder}`) as string } }])
  expect(await running.post('still here')).toEqual([200, undefined])
  await running.check()
})

describe('a file that proves damaged in use', () => {
  /** Where a table stands can no longer be told: whatever reads or writes fails, also while the app stops. */
  const breakSchema = (folder: string, also = ''): void =>
    inFile(join(folder, 'hookline.db'), (db) => {
      db.unsafeMode()
      db.pragma('writable_schema = ON')
      db.exec(`UPDATE sqlite_schema SET sql = 'CREATE TABLE verdict (' WHERE name = 'verdict'; PRAGMA schema_version = 7777; ${also}`)
    })
  async function startOnCopied(): Promise<{ folder: string; running: Running }> {
    const folder = makeDataFolder()
    ends.push(() => rmSync(folder, { recursive: true, force: true }))
    const t = await startApp({ dataFolder: folder })
    await t.app.copying.run()
    await t.stop()
    const running = await start(folder)
    ends.push(() => void running.child.process.kill('SIGKILL'))
    return { folder, running }
  }

  test('is repaired, although nothing that stops can read it, and what is asked for meanwhile waits for that', async () => {
    const { folder, running } = await startOnCopied()
    expect(await running.post('before')).toEqual([200, undefined])
    breakSchema(folder)
    expect(await running.post('finds it')).toEqual([503, '5'])
    await expect.poll(() => running.post('after').then(([status]) => status, () => 'refused'), { timeout: 15_000 }).toBe(200)
    running.child.process.kill('SIGTERM')
    expect(await running.child.ended).toMatchObject({ code: 0, stderr: '' })
    const t = await startApp({ dataFolder: folder })
    const texts = t.app.ctx.reader.all<{ text: string }>("SELECT text FROM message WHERE type = 'webhook' ORDER BY row").map(({ text }) => text)
    await t.stop()
    expect(texts).toEqual(['before', expect.stringContaining('was damaged and is repaired. Nothing that was written is lost.'), 'after'])
  })

  test('and cannot be repaired ends the program, which says why', async () => {
    const { folder, running } = await startOnCopied()
    // This program leaves out nothing that it does not know.
    breakSchema(folder, 'PRAGMA user_version = 999990')
    expect(await running.post('finds it')).toEqual([503, '5'])
    const { code, stderr } = await running.child.ended
    expect([code, JSON.parse(stderr)]).toEqual([5, { error: { code: 'unavailable', message: expect.stringContaining('written by a newer Hookline') as string } }])
  })
})
