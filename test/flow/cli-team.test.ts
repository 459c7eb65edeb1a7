/** A team from the command line: where the door is, what is refused before there is one, and the way in. */
import { createServer } from 'node:net'
import { rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { cliPath, runNode, waitUntilReady, type Child } from '../helpers/child.ts'
import { runHere, runHookline, sayHere } from '../helpers/hookline.ts'
import { makeDataFolder } from '../helpers/start-app.ts'

const folders: string[] = []
const children: Child[] = []
const newFolder = (): string => (folders.push(makeDataFolder()), folders.at(-1)!)
afterAll(async () => {
  for (const child of children) child.process.kill('SIGKILL')
  await Promise.all(children.map(({ ended }) => ended))
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const serveOn = (folder: string, ...args: string[]): Child => {
  const child = runNode(cliPath, ['serve', '--json', '--data', folder, '--hooks-port', '0', ...args])
  children.push(child)
  return child
}

test('port 0 is any free one, which stands in the first line, in the status and in the invites that lead there', { timeout: 60_000 }, async () => {
  const [host, guest] = [newFolder(), newFolder()]
  const ready = (await waitUntilReady(serveOn(host, '--host', '127.0.0.1:0'))) as { hostUrl?: string }
  expect(ready.hostUrl).toMatch(/^https:\/\/127\.0\.0\.1:[1-9]\d*$/)
  const address = ready.hostUrl!.slice('https://'.length)
  expect((await runHookline(host, 'team')).json).toMatchObject({ mode: 'host', link: 'connected', addresses: [address] })

  await runHere(host, 'init', '--workspace', 'Tidewater', '--display-name', 'Lena')
  expect(await runHookline(host, 'invites', 'create', '--for', 'nobody')).toMatchObject({ code: 3, error: { field: 'for' } })
  await runHere(host, 'people', 'create', '--username', 'mara', '--display-name', 'Mara Lindqvist', '--role', 'admin')
  const { link } = (await runHere(host, 'invites', 'create', '--for', 'mara', '--expires', '7d')).json as { link: string }
  expect(await runHookline(guest, 'join', link, '--username', 'mara', '--display-name', 'Mara Lindqvist')).toMatchObject({ code: 0, json: { joined: true, workspace: 'Tidewater', username: 'mara' } })
  expect(await runHookline(newFolder(), 'join', link, '--username', 'kai')).toMatchObject({ code: 4 })
  expect((await runHookline(host, 'devices', 'list')).json).toMatchObject([{ isHost: true }, { username: 'mara', removedAt: null }])
  const another = await sayHere('devices', 'add', '--data', host)
  expect([another.code, another.stdout]).toEqual([0, expect.stringMatching(/^id +\S+$[\s\S]*^link +hookline:\/\/join#\S+$/m)])
  expect(another.stdout).not.toContain('false')

  // Whoever may manage a webhook of another device is told on which it lives.
  await runHere(host, 'hooks', 'create', '--channel', 'town-square', '--name', 'CI')
  await runHere(host, 'subscriptions', 'create', '--channel', 'town-square', '--name', 'tickets', '--url', 'https://tickets.example/in')
  await waitUntilReady(serveOn(guest))
  const { name } = (await runHere(host, 'devices', 'list')).json[0] as { name: string }
  for (const list of [['hooks', 'list'], ['subscriptions', 'list']]) {
    await expect.poll(async () => (await runHere(guest, ...list)).json, { timeout: 20_000 }).toMatchObject([{ device: name }])
    expect((await runHere(host, ...list)).json[0]).not.toHaveProperty('device')
    expect((await sayHere(...list, '--data', guest)).stdout.split('\n')[0]).toMatch(/ device$/)
    expect((await sayHere(...list, '--data', host)).stdout.split('\n')[0]).not.toMatch(/device/)
  }

  expect(await runHere(guest, 'find-host', address)).toMatchObject({ code: 0, json: { mode: 'member', addresses: expect.arrayContaining([address]) as string[] } })
  expect(await runHere(guest, 'find-host', 'nowhere')).toMatchObject({ code: 2, error: { code: 'invalid', field: 'address' } })
  expect(await runHere(host, 'trust-clock')).toMatchObject({ code: 0, json: { mode: 'host', clockAhead: null } })
})

test('an address that nobody could reach and a port that is taken are refused, the program ends, and no team came of it', { timeout: 60_000 }, async () => {
  const folder = newFolder()
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '::', resolve))
  const { port } = taken.address() as { port: number }
  try {
    for (const [address, code] of [['bad host:99', 2], ['192.0.2.1', 2], [`127.0.0.1:${port}`, 5]] as const) {
      const { code: ended, stderr } = await serveOn(folder, '--host', address).ended
      expect([address, ended, (JSON.parse(stderr) as { error: { message: string } }).error.message.includes(address.split(':').at(-1)!)]).toEqual([address, code, true])
    }
  } finally {
    taken.close()
  }
  expect((await runHere(folder, 'team')).json).toMatchObject({ mode: 'alone' })
})
