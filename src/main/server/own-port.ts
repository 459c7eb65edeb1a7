/** Gives a profile a port of its own: several run at once, and all begin with the usual one. */
import { setSetting } from './actions/workspace/set-setting.ts'
import type { App } from './app.ts'
import { hasAddresses } from './store/addresses.ts'

/** Takes a free port and remembers it when the usual one is taken. Once tools know an address its port stays, and a taken one is said. */
export async function listenOnOwnPort(app: App): Promise<void> {
  const { ctx, listener, me } = app
  if (listener.status().state !== 'failed' || hasAddresses(ctx.reader)) return
  await app.listen(0)
  const { state, port } = listener.status()
  if (state === 'listening') await setSetting(ctx, me, { key: 'hooks.port', value: port })
}
