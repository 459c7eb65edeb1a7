/** `--profile NAME` beside the usual app, and `--cli` without any window. Through the double alone: it is started with words of its own. */
import { createServer, type Server } from 'node:net'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, reachRunning } from '../../src/main/headless/connect.ts'
import { launch, type DoubleApp } from '../electron-double/launch.ts'
import { isElectron } from './launch-desktop.ts'
import { makeReadyFolder } from './ready-folder.ts'

let dataFolder: string
let usual: DoubleApp
let other: DoubleApp
let blocker: Server
/** Without --user-data-dir: the app finds its usual place by itself. */
const inFolder = () => ({ HOOKLINE_DATA: dataFolder })
const profileFolder = (): string => join(dataFolder, 'profiles', 'work')

async function read(folder: string) {
  const line = await expect.poll(() => reachRunning(folder)).toBeDefined().then(() => reachRunning(folder))
  const status = await line!.client.listener.status()
  const session = await line!.client.session.get()
  await line!.close()
  return { state: status.state, port: status.port, workspace: session.workspace.name }
}

/** @returns what it printed and its exit code. */
async function runCli(...words: string[]): Promise<{ code: number | null; out: string; notes: number }> {
  const app = await launch({ args: ['--cli', ...words, '--json'], env: inFolder() })
  const { code } = await app.exited
  await app.close()
  return { code, out: app.output, notes: app.notes.length }
}

describe.runIf(!isElectron)('profiles and --cli', () => {
  beforeAll(async () => {
    // Whoever has the usual port: another Hookline, for instance.
    blocker = createServer()
    await new Promise<void>((resolve) => blocker.once('error', () => resolve()).listen(4665, '127.0.0.1', resolve))
    dataFolder = await makeReadyFolder()
    usual = await launch({ env: inFolder() })
    other = await launch({ args: ['--profile', 'work'], env: inFolder() })
    await Promise.all([usual.firstWindow(), other.firstWindow()])
  })
  afterAll(async () => {
    await Promise.all([usual.close(), other.close()])
    blocker.close()
    rmSync(dataFolder, { recursive: true, force: true })
  })

  test('two run at once, each with its own data and its own port, which stays', async () => {
    const [first, second] = [await read(dataFolder), await read(profileFolder())]
    expect([first, second]).toMatchObject([{ state: 'listening', workspace: 'Tidewater' }, { state: 'listening', workspace: 'My team' }])
    expect(second.port).not.toBe(first.port)
    await other.close()
    expect(await other.exited).toMatchObject({ code: 0 })
    const { client, close } = await connect(profileFolder())
    expect((await client.settings.list()).find(({ key }) => key === 'hooks.port')?.value).toBe(second.port)
    await close()
    expect([existsSync(join(dataFolder, 'window', 'window-state.json')), existsSync(join(profileFolder(), 'window', 'window-state.json'))]).toEqual([false, true])
    // Links open the usual one.
    expect(other.notes.filter(({ what }) => what === 'protocol-client')).toEqual([])
  })

  test('a name that cannot be one is refused with the reason', async () => {
    const app = await launch({ args: ['--profile=../x'], env: inFolder() })
    expect(await app.exited).toMatchObject({ code: 1 })
    await app.close()
    expect(app.notes.filter(({ what }) => what === 'errorBox')).toMatchObject([{ data: { content: expect.stringContaining('cannot be the name of a profile') } }])
  })

  test('--cli reaches the running app, prints its answer and its error, and opens no window', async () => {
    const listed = await runCli('channels', 'list')
    expect({ ...listed, out: (JSON.parse(listed.out) as { name: string }[]).map(({ name }) => name) }).toEqual({ code: 0, out: ['town-square', 'off-topic'], notes: 0 })
    const refused = await runCli('messages', 'list', '--channel', 'nowhere')
    expect({ code: refused.code, notes: refused.notes, error: JSON.parse(refused.out) as unknown }).toEqual({ code: 3, notes: 0, error: { error: expect.objectContaining({ code: 'not_found' }) } })
    expect((await runCli('no-such-command')).code).toBe(2)
  })
})
