/** Which samples can be sent to an address: those of its own chat first, then those of tools that post anywhere. */
import type { DialectId } from '#shared/contract/hook.ts'
import { chatSamples } from './chats.ts'
import type { Sample } from './sample.ts'
import { senderSamples } from './senders.ts'

export const samplesFor = (dialect: DialectId): readonly Sample[] => [...chatSamples[dialect], ...senderSamples]

/** The first when no name is given; undefined for one that this dialect does not have. */
export function findSample(dialect: DialectId, name?: string): Sample | undefined {
  const all = samplesFor(dialect)
  return name === undefined ? all[0] : all.find((sample) => sample.name === name)
}
