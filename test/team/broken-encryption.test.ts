/** A computer whose own encryption answers wrongly: that is noticed at the start, said in the log, and what Hookline brings is used instead. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { findFreePort } from '../helpers/free-port.ts'
import { makeStation, removeAll, textsOf, type Station } from './team-processes.ts'

const stations: Station[] = []
afterAll(() => removeAll(stations))

const soon = { timeout: 30_000, interval: 50 }
const broken = { NODE_OPTIONS: `--import=${fileURLToPath(new URL('break-signatures.ts', import.meta.url))}` }
const said = 'ed25519 did not give the published answers. Hookline uses its own for that'

test('who joins with wrong signatures from their system writes and reads like everybody, and the log says why it is slower', { timeout: 120_000 }, async () => {
  const port = await findFreePort()
  const host = await makeStation('ann', { args: ['--host', `127.0.0.1:${port}`] })
  const bob = await makeStation('bob', { env: broken })
  stations.push(host, bob)
  await host.start()
  await bob.join((await host.client().team.createInvite({})).link)
  await bob.start()
  await bob.client().messages.post({ channel: 'town-square', text: 'signed well' })
  for (const { client } of stations) await expect.poll(() => textsOf(client(), 'town-square'), soon).toEqual(['signed well'])
  const logOf = ({ dataFolder }: Station): string => readFileSync(join(dataFolder, 'hookline.log'), 'utf8')
  expect([logOf(bob).includes(said), logOf(host).includes(said)]).toEqual([true, false])
})
