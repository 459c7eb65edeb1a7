/** Speaks to a port byte by byte, for what no HTTP client would send. */
import net from 'node:net'

/** Sends the pieces and reads until the other side closes. */
export function exchange(port: number, pieces: readonly (string | Buffer)[], { host = '127.0.0.1', end = false } = {}): Promise<string> {
  return new Promise((resolve) => {
    let received = ''
    const socket = net.connect(port, host, () => {
      for (const piece of pieces) socket.write(piece)
      if (end) socket.end()
    })
    socket.on('data', (chunk: Buffer) => void (received += chunk.toString('latin1')))
    // A reset is an answer too: what was received until then counts.
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(received))
  })
}

/** Sends the pieces and cuts the connection as soon as they have left, with a FIN or a RST. */
export function sendAndCut(port: number, pieces: readonly (string | Buffer)[], how: 'end' | 'reset'): Promise<void> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.write(Buffer.concat(pieces.map((piece) => Buffer.from(piece))), () => {
        if (how === 'reset') socket.resetAndDestroy()
        else socket.destroy()
      })
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
  })
}
