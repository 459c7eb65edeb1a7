/** Two or more whole apps in this process, one hosting and the others joined by its link, each with a folder of its own. */
import { rmSync } from 'node:fs'
import type { Clock } from '#server/clock.ts'
import { findFreePort } from './free-port.ts'
import { makeDataFolder, startApp, type TestApp } from './start-app.ts'

export interface TestTeam {
  readonly host: TestApp
  /** Joins with a fresh link, or with `link`; from then on it runs by `clock`. */
  join(username: string, link?: string, clock?: Clock): Promise<TestApp>
  stop(): Promise<void>
}

export async function startTeam(): Promise<TestTeam> {
  const folders: string[] = []
  const apps: TestApp[] = []
  const start = async (): Promise<TestApp> => {
    const dataFolder = makeDataFolder()
    folders.push(dataFolder)
    return startApp({ dataFolder, listen: false })
  }
  const host = await start()
  apps.push(host)
  await host.app.listen(0)
  const port = await findFreePort()
  await host.client.team.host({ addresses: [`127.0.0.1:${port}`], port })
  return {
    host,
    async join(username, link, clock) {
      const before = await start()
      const invited = link ?? (await host.client.team.createInvite({})).link
      await before.client.team.join({ link: invited, username, displayName: username, deviceName: `${username}-box` })
      await before.stop()
      const joined = await startApp({ dataFolder: before.dataFolder, ...(clock === undefined ? {} : { clock }) })
      apps.push(joined)
      return joined
    },
    async stop() {
      for (const app of apps.reverse()) await app.stop()
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    },
  }
}
