/** Looks at the door of the network as another computer would: connects, and sees the certificate. */
import type { X509Certificate } from 'node:crypto'
import { connect } from 'node:tls'

/** It is this computer: who does not answer by then is stuck. */
const patienceMs = 3000

/** Never throws: a problem is a sentence of the system. */
export function seeCertificate(address: string, port: number): Promise<{ readonly certificate: X509Certificate } | { readonly problem: string }> {
  return new Promise((resolve) => {
    // Whether it is trusted is another question: here one only looks.
    const socket = connect({ host: address, port, rejectUnauthorized: false, timeout: patienceMs }, () => {
      const certificate = socket.getPeerX509Certificate()
      resolve(certificate ? { certificate } : { problem: 'it showed no certificate' })
      socket.destroy()
    })
    socket.on('timeout', () => socket.destroy(new Error(`no answer within ${patienceMs / 1000} s`)))
    socket.on('error', (error: Error) => resolve({ problem: error.message }))
  })
}
