/** A host whose clock was years ahead for a while: invites count as expired until its owner says that the clock is right now. */
import { afterEach, expect, test } from 'vitest'
import { findFreePort } from '../helpers/free-port.ts'
import { makeStation, removeAll, startWorldClock, textsOf, type Station } from './team-processes.ts'

const clock = startWorldClock()
const stations: Station[] = []
afterEach(async () => {
  await removeAll(stations.splice(0))
  clock.remove()
})

const HOUR = 3_600_000
const YEARS = 3 * 365 * 24 * HOUR
const patient = { timeout: 40_000, interval: 100 }

test('what expires counts as expired until the owner says that the clock is right; what has really expired stays so', { timeout: 180_000 }, async () => {
  const port = await findFreePort()
  const add = async (name: string, args: readonly string[] = []): Promise<Station> => {
    const station = await makeStation(name, { args, env: clock.env(0) })
    stations.push(station)
    return station
  }
  const host = await add('ann', ['--host', `127.0.0.1:${port}`])
  await host.start()
  const linkFor = async (hours: number): Promise<string> => (await host.client().team.createInvite({ uses: 5, expiresAt: Math.ceil((clock.now() + hours * HOUR) / 1000) * 1000 })).link
  const [short, long] = [await linkFor(1), await linkFor(48)]
  clock.pass(YEARS)
  await new Promise((resolve) => setTimeout(resolve, 100))
  await host.client().messages.post({ channel: 'town-square', text: 'from the future' })
  await expect.poll(async () => (await host.client().team.status()).waiting, patient).toBe(0)
  clock.pass(-YEARS + 2 * HOUR)
  await new Promise((resolve) => setTimeout(resolve, 100))
  const bob = await add('bob')
  await expect(bob.join(long)).rejects.toThrow(/This invite has expired/)
  await expect.poll(async () => (await host.client().team.status()).clockAhead ?? 0, patient).toBeGreaterThan(clock.now() + YEARS / 2)

  expect((await host.client().team.trustClock()).clockAhead).toBeNull()
  // Also when nothing was said since.
  await host.stop('SIGTERM')
  await host.start()
  await expect(bob.join(short)).rejects.toThrow(/This invite has expired/)
  await bob.join(long)
  await bob.start()
  await host.client().messages.post({ channel: 'town-square', text: 'today' })
  await expect.poll(() => textsOf(bob.client(), 'town-square'), patient).toEqual(['from the future', 'today'])
  await host.stop('SIGKILL')
  await host.start()
  expect((await host.client().team.status()).clockAhead).toBeNull()
})
