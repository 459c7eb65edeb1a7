/** A team of two in one program: the window is Mara's, the client is Lena's, so that a test sees what another person does. */
import { rmSync } from 'node:fs'
import { connect, reachRunning, type Client } from '../../src/main/headless/connect.ts'
import { serveChild, type Served } from '../helpers/browser.ts'
import { connectWindow } from '../helpers/connect-socket.ts'
import { makeDataFolder } from '../helpers/start-app.ts'

export interface Team {
  readonly served: Served
  /** Acts as Lena, the owner. */
  readonly lena: Client
  /** What Mara's window could ask, asked directly. */
  readonly mara: Client
  stop(): Promise<void>
}

/** Both are in # town-square and in # release-room. */
export async function startTeam(): Promise<Team> {
  const dataFolder = makeDataFolder()
  const before = await connect(dataFolder)
  await before.client.workspace.setUp({ workspaceName: 'Tidewater', displayName: 'Lena Fischer' })
  await before.client.people.create({ username: 'mara', displayName: 'Mara Lindqvist', role: 'member' })
  await before.client.channels.create({ name: 'release-room', members: ['mara'] })
  await before.close()
  const served = await serveChild({ dataFolder, as: 'mara' })
  const running = await reachRunning(dataFolder)
  if (running === undefined) throw new Error('The program that was just started is not reachable.')
  const window = await connectWindow(served.uiUrl)
  // No card of a notification covers what a test presses.
  await window.client.preferences.set({ key: 'notify.pausedUntil', value: Date.now() + 86_400_000 })
  return {
    served,
    lena: running.client,
    mara: window.client,
    stop: async () => {
      window.socket.terminate()
      await running.close()
      await served.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}
