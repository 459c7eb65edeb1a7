/** `hookline serve`: the whole app without a desktop, until it is told to stop. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { AppError } from '#shared/contract/errors.ts'
import { createApp, type App } from '#server/app.ts'
import { listenOnOwnPort } from '#server/own-port.ts'
import { createKeys } from '#server/rpc/keys.ts'
import { createInlineClient } from '#server/rpc/router.ts'
import { writeRunFile } from '#server/run-file.ts'
import { webPlatform } from './platform.ts'
import { version } from '../version.ts'
import { startWeb } from './web.ts'

export interface ServeOptions {
  readonly dataFolder: string
  /** Whether the folder is one of several that may run at once. */
  readonly isProfile?: boolean | undefined
  readonly hooksPort?: number | undefined
  readonly uiPort?: number | undefined
  /** Opens the window as this local person, for trying roles. */
  readonly as?: string | undefined
  readonly trace?: ((sql: string) => void) | undefined
  readonly allowedHosts?: ReadonlySet<string>
  /** Called when the folder could not be opened anew: nothing is served any more. */
  readonly onLost?: ((error: unknown) => void) | undefined
  /** Lets others join, from now on and after each start. */
  readonly host?: { readonly addresses: readonly string[]; readonly port: number } | undefined
}

export interface Serving {
  readonly app: App
  readonly hooksUrl: string
  /** Where others reach this workspace; null unless `host` was asked for. */
  readonly hostUrl: string | null
  /** With a lasting key in the fragment. */
  readonly uiUrl: string
  /** With a key for one window. */
  mintWindowUrl(): string
  stop(): Promise<void>
}

/** @throws FolderInUse; AppError `not_found` (as), `conflict` (the window's port is taken). The listener's port may be taken: that is a status. */
export async function serve({ dataFolder, isProfile = false, hooksPort, uiPort = 0, as, trace, allowedHosts, host, onLost }: ServeOptions): Promise<Serving> {
  const open = () => createApp({ dataFolder, platform: webPlatform, version, trace, onReopen: () => void restart(), ...(allowedHosts ? { allowedHosts } : {}) })
  let app = await open()
  let begin = async (): Promise<void> => undefined
  let stopWeb = async (): Promise<void> => undefined
  try {
    const findActor = () => (as === undefined ? app.me : app.findActor(as))
    findActor()
    const keys = createKeys()
    let webUrl = ''
    const mintWindowUrl = (): string => `${webUrl}/#key=${keys.mintOneTime()}`
    // `--as` is for the window alone: commands go on to act as the person of the device.
    const commandKey = keys.mintLasting()
    const callFor = (sessionKey: string) => app.callAs(sessionKey === commandKey ? app.me : findActor(), { sessionKey, mintWindowUrl })
    const web = await startWeb({ port: uiPort, keys, rendererFolder: findRenderer(), callFor })
    stopWeb = web.stop
    webUrl = web.url
    const listen = async (port = hooksPort): Promise<void> => {
      await app.listen(port)
      if (isProfile && hooksPort === undefined) await listenOnOwnPort(app)
    }
    await listen()
    const hosting = host && (await createInlineClient(app.callAs(app.me)).team.host({ addresses: [...host.addresses], port: host.port }))
    const removeRunFile = writeRunFile(dataFolder, { pid: process.pid, rpcUrl: `${webUrl.replace('http', 'ws')}/rpc`, key: commandKey })
    begin = async () => {
      // Tools know it by now, whoever chose it.
      const port = Number(new URL(app.listener.url()).port)
      web.drop()
      await app.stop().catch((error: unknown) => app.ctx.log.error({ err: error }, 'the app did not stop cleanly'))
      app = await open()
      await listen(hooksPort === 0 && port !== 0 ? port : hooksPort)
      web.drop()
    }
    return {
      get app() {
        return app
      },
      hooksUrl: app.listener.url(),
      hostUrl: hosting === undefined ? null : `https://${hosting.addresses[0] ?? ''}`,
      uiUrl: `${webUrl}/#key=${keys.mintLasting()}`,
      mintWindowUrl,
      stop: async () => {
        removeRunFile()
        await web.stop()
        await app.stop()
      },
    }
  } catch (error) {
    await stopWeb()
    await app.stop()
    throw error
  }

  async function restart(): Promise<void> {
    await begin().catch((error: unknown) => {
      app.ctx.log.error({ err: error }, 'the folder could not be opened anew')
      onLost?.(error)
    })
  }
}

/** Beside the built main files, or in `out/` when this runs from source. */
function findRenderer(): string {
  const candidates = ['../renderer', '../../../out/renderer'].map((path) => fileURLToPath(new URL(path, import.meta.url)))
  const found = candidates.find((path) => existsSync(`${path}/index.html`))
  if (found === undefined) throw new AppError('unavailable', 'The window is not built yet: run "npm run build" first.')
  return found
}
