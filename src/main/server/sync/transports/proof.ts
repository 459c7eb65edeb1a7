/** What a device signs to show who it is: a nonce of the relay and the secret of this very connection, so that nobody in between can pass it on. */
import type { TLSSocket } from 'node:tls'

export const NONCE_BYTES = 32

export interface Verifier {
  /** Ed25519 (RFC 8032). */
  verify(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean | Promise<boolean>
}

/**
 * "hookline relay proof 1", a zero byte, the nonce, the TLS exporter of this connection (RFC 9266: label EXPORTER-Channel-Binding, no
 * context, 32 bytes), the 16 bytes of the device's id and its public key.
 */
export function proofBytes(socket: TLSSocket, nonce: Uint8Array, device: string, publicKey: Uint8Array): Uint8Array {
  const exporter = socket.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0))
  return Buffer.concat([Buffer.from('hookline relay proof 1\0'), nonce, exporter, Buffer.from(device.replaceAll('-', ''), 'hex'), publicKey])
}
