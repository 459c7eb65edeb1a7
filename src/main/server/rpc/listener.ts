/** Handlers of the listener. */
import { requireMay } from '../actions/require.ts'
import type { Handlers } from './handlers.ts'

export const listener: Handlers<'listener'> = {
  status: (call) => call.listener.status(),
  restart: (call) => {
    requireMay(call.ctx.reader, call.actor, 'setting.change', {}, 'Only owners and admins can restart the listener.')
    return call.listener.restart()
  },
}
