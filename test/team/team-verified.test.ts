/** Two compare their safety number while a device joins: what they read is not taken for the number of now. */
import { afterEach, expect, test } from 'vitest'
import { startTeam, type TestTeam } from '../helpers/start-team.ts'

let team: TestTeam | undefined
afterEach(() => team?.stop())

const long = { timeout: 20_000, interval: 50 }

test('verified is what was compared, or nothing', { timeout: 120_000 }, async () => {
  team = await startTeam()
  const { client } = team.host
  await team.join('bob')
  await expect.poll(async () => (await client.people.list()).map(({ username }) => username), long).toContain('bob')
  const { digits } = await client.team.safety({ username: 'bob' })
  const other = digits.replace(/^\d/, (first) => `${(Number(first) + 1) % 10}`)
  await expect(client.team.setVerified({ username: 'bob', verified: true, digits: other })).rejects.toThrow('Compare again.')
  expect(await client.team.safety({ username: 'bob' })).toMatchObject({ verifiedAt: null })
  expect(await client.team.setVerified({ username: 'bob', verified: true, digits })).toMatchObject({ digits, verifiedAt: expect.any(Number) })
  expect(await client.team.setVerified({ username: 'bob', verified: false })).toMatchObject({ verifiedAt: null })
})
