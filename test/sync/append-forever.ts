/** A process of its own that appends until it is killed, and prints what was acknowledged. */
import { openRelayStore } from '../../src/main/server/sync/relay-store.ts'
import type { Subject } from '../../src/shared/contract/envelope.ts'
import { envelope } from './envelopes.ts'

const [path = '', subject = ''] = process.argv.slice(2)
const relay = await openRelayStore({ path, now: Date.now })
for (;;) {
  const batch = Array.from({ length: 1 + Math.floor(Math.random() * 20) }, () => envelope(subject as Subject))
  const placed = await Promise.all(batch.map((one) => relay.append(one)))
  process.stdout.write(placed.map(({ position }, index) => `${position} ${batch[index]?.id}\n`).join(''))
}
