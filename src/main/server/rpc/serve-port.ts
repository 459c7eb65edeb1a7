/** The router over a message port: how the desktop window reaches the server thread. */
import type { MessagePort } from 'node:worker_threads'
import { RPCHandler } from '@orpc/server/message-port'
import type { Call } from './handlers.ts'
import { router } from './router.ts'

const handler = new RPCHandler(router)

/** Serves one window; closing the port ends its streams. */
export function servePort(port: MessagePort, call: Call): void {
  handler.upgrade(port, { context: call })
  port.start()
}
