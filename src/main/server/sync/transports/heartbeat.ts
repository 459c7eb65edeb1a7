/** Ends a connection whose other side is gone without a word: a cable pulled, a laptop asleep, a router that forgot. */
import type { TLSSocket } from 'node:tls'
import type { WebSocket } from 'ws'

export interface Heartbeat {
  /** Asks the other side for a sign of life at once, and ends the connection when none comes soon. */
  check(): void
  stop(): void
}

/** How long a sign of life may take that was asked for, ms. */
const CHECK_MS = 4000

/**
 * Pings every `everyMs`; when nothing at all arrived in two such spans, the connection is ended. Bytes count, not frames: a large frame
 * on a slow line is a sign of life long before it is complete. While the socket is paused nothing can arrive, and nothing is judged.
 */
export function startHeartbeat(ws: WebSocket, socket: TLSSocket, everyMs: number): Heartbeat {
  let read = socket.bytesRead
  let silent = 0
  const beat = (): void => {
    if (ws.isPaused || socket.bytesRead !== read) silent = 0
    else silent += 1
    read = socket.bytesRead
    if (silent >= 2) ws.terminate()
    else if (ws.readyState === ws.OPEN) ws.ping()
  }
  const timer = setInterval(beat, everyMs)
  ws.once('close', () => clearInterval(timer))
  return {
    check() {
      const before = socket.bytesRead
      if (ws.readyState === ws.OPEN) ws.ping()
      setTimeout(() => {
        if (!ws.isPaused && socket.bytesRead === before) ws.terminate()
      }, Math.min(everyMs, CHECK_MS)).unref()
    },
    stop: () => clearInterval(timer),
  }
}
