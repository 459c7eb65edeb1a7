/** Says once more what private channels are called, where only their members will hear it: before others join. */
import { commit, type Context } from '../../context.ts'
import { listUntoldPrivate } from '../../store/channels.ts'
import type { Tx } from '../../store/connection.ts'

/** Of channels from before this was said when they are made. To be called while this device still orders by itself. */
export function tellPrivateNames(ctx: Context, tx: Tx): void {
  for (const { id, name, displayName, purpose, hooksAllowed } of listUntoldPrivate(tx)) {
    commit(ctx, tx, { scope: id, kind: 'channel.edited', body: { name, displayName, purpose, hooksAllowed: hooksAllowed === 1 } })
  }
}
