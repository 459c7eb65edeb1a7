/** A data folder past its first run, with a port that nobody else uses. */
import { connect, type Client } from '../../src/main/headless/connect.ts'
import { makeDesktopFolder, startDesktop, type Desktop, type DesktopOptions } from './launch-desktop.ts'

/** `prepare` may add to it before the app starts. */
export async function makeReadyFolder(prepare: (client: Client) => Promise<unknown> = async () => undefined): Promise<string> {
  const dataFolder = await makeDesktopFolder()
  const { client, close } = await connect(dataFolder)
  await client.workspace.setUp({ workspaceName: 'Tidewater', displayName: 'Lena Fischer' })
  await prepare(client)
  await close()
  return dataFolder
}

/** The app past its first run, its window loaded and its server reachable. The folder stays after `stop`. */
export async function startReady(options: DesktopOptions = {}): Promise<Desktop & { readonly client: Client }> {
  const desktop = await startDesktop({ ...options, dataFolder: options.dataFolder ?? (await makeReadyFolder()) })
  // Whatever language it speaks.
  await desktop.page.locator('.workspace__button').waitFor()
  return { ...desktop, client: await desktop.reach() }
}
