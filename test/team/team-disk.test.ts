/** The disk fails below the two files of a team, of a member and of the host, while people write: nothing is lost, and it goes on by itself once the disk is well. Needs a C compiler. */
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { buildFaultyDisk } from '../helpers/faulty-disk.ts'
import { findFreePort } from '../helpers/free-port.ts'
import { makeDataFolder } from '../helpers/start-app.ts'
import { makeStation, removeAll, textsOf, type Station } from './team-processes.ts'

const faulty = buildFaultyDisk()
if (faulty === undefined) console.log('left out: a disk that fails (there is no C compiler)')

const patient = { timeout: 60_000, interval: 50 }
const stations: Station[] = []
const controls = makeDataFolder()
afterAll(async () => {
  await removeAll(stations)
  rmSync(controls, { recursive: true, force: true })
  faulty?.remove()
})

const controlOf = (name: string): string => join(controls, name)
const become = (name: string, mode: string): void => writeFileSync(controlOf(name), `${mode} 0`)
/** How often the disk has failed so far. */
const hitsOf = (name: string): number => (existsSync(`${controlOf(name)}.hits`) ? statSync(`${controlOf(name)}.hits`).size : 0)

describe.skipIf(faulty === undefined)('the disk fails', () => {
  let [host, bob] = [] as unknown as [Station, Station]
  const said: string[] = []
  test('a team of two begins', { timeout: 120_000 }, async () => {
    const port = await findFreePort()
    const add = async (name: string, file: string, args: readonly string[], hostPort?: number): Promise<Station> => {
      become(name, 'none')
      const station = await makeStation(name, { args, env: { LD_PRELOAD: faulty!.library, FAULTY_CONTROL: controlOf(name), FAULTY_PATH: file }, ...(hostPort === undefined ? {} : { hostPort }) })
      stations.push(station)
      return station
    }
    host = await add('ann', 'relay.db', ['--host', `127.0.0.1:${port}`])
    await host.start()
    const { link } = await host.client().team.createInvite({})
    bob = await add('bob', 'sync.db', [], port)
    await bob.join(link)
    await bob.start()
    await say(bob, 'first of bob')
    await say(host, 'first of ann')
    await agree()
  })

  async function say(by: Station, text: string): Promise<void> {
    await by.client().messages.post({ channel: 'town-square', text })
    said.push(text)
  }

  async function agree(): Promise<void> {
    for (const one of [host, bob]) await expect.poll(async () => (await textsOf(one.client(), 'town-square')).sort(), patient).toEqual([...said].sort())
    expect(await textsOf(bob.client(), 'town-square')).toEqual(await textsOf(host.client(), 'town-square'))
    for (const one of [host, bob]) await expect.poll(() => one.client().team.status(), patient).toMatchObject({ waiting: 0, problem: null, link: 'connected', twin: false })
  }

  test.each(['write', 'torn', 'sync', 'readonly', 'read'])('%s, of the relay and of the keys: both go on once it is well', { timeout: 180_000 }, async (mode) => {
    for (const name of ['ann', 'bob']) {
      const before = hitsOf(name)
      become(name, mode)
      // What somebody says is kept in their own data file, and leaves when it can.
      for (const by of [host, bob]) await say(by, `${mode} ${name}, said by ${by.name}`)
      await host.client().channels.create({ name: `made-${mode}-${name}`, private: true, members: ['bob'] })
      // What was read once need not be read again.
      if (mode !== 'read') await expect.poll(() => hitsOf(name), patient).toBeGreaterThan(before)
      become(name, 'none')
      await say(bob, `after ${mode} ${name}, bob`)
      await say(host, `after ${mode} ${name}, ann`)
      await agree()
    }
    expect(stations.map((station) => station.printed().includes('Error'))).toEqual([false, false])
  })

  test('and after a start everything is as it was', { timeout: 120_000 }, async () => {
    for (const one of [bob, host]) await one.stop('SIGTERM')
    for (const one of [host, bob]) await one.start()
    await say(bob, 'last of bob')
    await say(host, 'last of ann')
    await agree()
  })

  test('a disk that does not let go of deleted words yet stops nothing', { timeout: 120_000 }, async () => {
    const { id } = await host.client().messages.post({ channel: 'town-square', text: 'to be deleted' })
    await host.client().messages.delete({ messageId: id })
    await expect.poll(() => host.client().team.status(), patient).toMatchObject({ waiting: 0 })
    const before = hitsOf('ann')
    become('ann', 'write')
    await expect.poll(() => hitsOf('ann'), patient).toBeGreaterThan(before)
    become('ann', 'none')
    expect(await host.client().team.status()).toMatchObject({ link: 'connected', problem: null })
    expect(host.printed()).not.toContain('the sync thread ended')
  })
})
