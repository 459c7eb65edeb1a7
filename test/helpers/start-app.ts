/** Starts the real server on a fresh data folder and free ports, and gives what a test needs to talk to it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createApp, type App, type AppOptions } from '#server/app.ts'
import type { Actor } from '#server/context.ts'
import { createInlineClient } from '#server/rpc/router.ts'
import type { Platform } from '#server/platform.ts'
import type { HookRules } from '#shared/contract/hook-rules.ts'
import type { DialectId } from '#shared/contract/hook.ts'
import { quickFolder } from './quick-folder.ts'

export const testPlatform: Platform = {
  suggestNames: async () => ({ workspaceName: 'Tidewater', displayName: 'Lena Fischer' }),
  notify: async () => false,
  withdraw: async () => undefined,
  showStatus: async () => undefined,
}

export function makeDataFolder(): string {
  return mkdtempSync(join(quickFolder(), 'hookline-test-'))
}

export interface TestApp {
  readonly app: App
  readonly dataFolder: string
  readonly client: ReturnType<typeof createInlineClient>
  clientAs(actor: Actor): ReturnType<typeof createInlineClient>
  /** Makes a hook with the given shapes; returns the URL of the first and the hook. */
  makeHook(options?: { channel?: string; name?: string; dialect?: DialectId; locked?: boolean; owner?: string; username?: string; rules?: Partial<HookRules> }): Promise<{ url: string; hookId: string }>
  stop(): Promise<void>
}

export async function startApp(options: Partial<AppOptions> & { listen?: boolean } = {}): Promise<TestApp> {
  const { listen = true, dataFolder = makeDataFolder(), ...rest } = options
  const app = await createApp({ dataFolder, platform: testPlatform, version: '0.0.0-test', ...rest })
  if (listen) await app.listen(0)
  const clientAs = (actor: Actor) => createInlineClient(app.callAs(actor))
  const client = clientAs(app.me)
  return {
    app,
    dataFolder,
    client,
    clientAs,
    makeHook: async ({ channel = 'town-square', name = 'ci', dialect = 'mattermost', ...fields } = {}) => {
      const { hook, addresses } = await client.hooks.create({ channel, name, dialects: [dialect], ...fields })
      return { url: addresses[0]?.url ?? '', hookId: hook.id }
    },
    stop: async () => {
      await app.stop()
      if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}
