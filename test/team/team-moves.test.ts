/** A host that gets another address: its members follow where they can, and where they cannot somebody says it, checked against the host's key. */
import { afterEach, expect, test } from 'vitest'
import { parseInviteLink } from '#server/sync/sealing/invite-link.ts'
import { findFreePort } from '../helpers/free-port.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'
import { startTeam, type TestTeam } from '../helpers/start-team.ts'

const teams: TestTeam[] = []
const apps: TestApp[] = []
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop()
  for (const team of teams.splice(0)) await team.stop()
})
async function makeTeam(): Promise<TestTeam> {
  const team = await startTeam()
  teams.push(team)
  return team
}

const long = { timeout: 40_000, interval: 50 }
const textsOf = async ({ client }: TestApp): Promise<string[]> => (await client.messages.list({ channel: 'town-square' })).messages.filter(({ type }) => type === 'message').map(({ text }) => text)
const linkOf = async ({ client }: TestApp): Promise<string> => (await client.team.status()).link
const hostAt = async ({ client }: TestApp, port: number): Promise<unknown> => client.team.host({ addresses: [`127.0.0.1:${port}`], port })

test('members who are connected hear of another port before the door moves, and are there again by themselves, also after a start', { timeout: 90_000 }, async () => {
  const team = await makeTeam()
  const bob = await team.join('bob')
  await expect.poll(() => linkOf(bob), long).toBe('connected')
  const port = await findFreePort()
  await hostAt(team.host, port)
  await bob.client.messages.post({ channel: 'town-square', text: 'still here' })
  await expect.poll(() => textsOf(team.host), long).toEqual(['still here'])
  expect((await bob.client.team.status()).addresses[0]).toBe(`127.0.0.1:${port}`)
  // An invite that somebody else makes leads there, too.
  await team.host.client.people.setRole({ username: 'bob', role: 'admin' })
  await expect.poll(async () => (await bob.client.people.list()).find(({ username }) => username === 'bob')?.role, long).toBe('admin')
  const { link } = await bob.client.team.createInvite({})
  expect(parseInviteLink(link).hosts[0]).toEqual({ host: '127.0.0.1', port })
  const bobsFolder = bob.dataFolder
  await bob.stop()
  const again = await startApp({ dataFolder: bobsFolder, listen: false })
  apps.push(again)
  await again.client.messages.post({ channel: 'town-square', text: 'and again' })
  await expect.poll(() => textsOf(team.host), long).toEqual(['still here', 'and again'])
})

test('where nobody could be told, the new address is said by hand: another host gets nothing, and what waited leaves', { timeout: 90_000 }, async () => {
  const team = await makeTeam()
  const stranger = await makeTeam()
  const bob = await team.join('bob')
  await expect.poll(() => linkOf(bob), long).toBe('connected')
  const { link: oldLink } = await team.host.client.team.createInvite({})
  await team.host.client.team.stopHosting()
  const port = await findFreePort()
  await hostAt(team.host, port)
  await bob.client.messages.post({ channel: 'town-square', text: 'waits' })
  await expect.poll(() => linkOf(bob), long).not.toBe('connected')

  const wrong = (await stranger.host.client.team.status()).addresses[0]!
  await expect(bob.client.team.findHost({ address: wrong })).rejects.toMatchObject({ data: { code: 'forbidden', field: 'address', message: `At ${wrong} is another host than that of this workspace: its key is another one. Nothing was sent to it, and nothing was changed.` } })
  const nobody = `127.0.0.1:${await findFreePort()}`
  await expect(bob.client.team.findHost({ address: nobody })).rejects.toMatchObject({ data: { code: 'unavailable', field: 'address', message: `${nobody} cannot be reached: nothing answers there. Hookline may be closed on that computer.` } })
  await expect(bob.client.team.findHost({ address: 'no port' })).rejects.toMatchObject({ data: { code: 'invalid' } })
  await expect(team.host.client.team.findHost({ address: nobody })).rejects.toMatchObject({ data: { code: 'conflict' } })
  expect((await bob.client.team.status()).addresses).not.toContain(wrong)

  const found = await bob.client.team.findHost({ address: `127.0.0.1:${port}` })
  expect(found.addresses[0]).toBe(`127.0.0.1:${port}`)
  await expect.poll(() => textsOf(team.host), long).toEqual(['waits'])
  await expect.poll(async () => (await bob.client.team.status()).waiting, long).toBe(0)

  // An old link says where it leads, and what to ask for.
  await expect(team.join('carl', oldLink)).rejects.toThrow(/cannot be reached: nothing answers there.* If the host has another address by now, ask for a new link\.$/)
})
