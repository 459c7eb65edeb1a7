/** For unit tests of what the window does with answers: the client answers as the test says, and whoever is imported afterwards gets it. */
import { afterAll, vi } from 'vitest'

const CLIENT = '#renderer/lib/data/client.ts'

/** Files of one worker share what they imported, so it is imported anew for this file and again after it. */
export function answerWith(rpc: object): void {
  vi.resetModules()
  vi.doMock(CLIENT, async (importOriginal) => ({ ...(await importOriginal<object>()), rpc }))
  afterAll(() => {
    vi.doUnmock(CLIENT)
    vi.resetModules()
  })
}
