/** Reads the change in a record of the workspace's log. */
import { changeSchema, type Change } from '#shared/contract/change.ts'
import type { RelayRecord } from '#shared/contract/envelope.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Never throws. @returns undefined for anything but a plain fact that names the envelope's own id and device. */
export function parseFact({ kind, id, device, body }: Pick<RelayRecord, 'kind' | 'id' | 'device' | 'body'>): Change | undefined {
  if (kind !== 'fact') return undefined
  try {
    const parsed = changeSchema.safeParse(JSON.parse(decoder.decode(body)))
    return parsed.success && parsed.data.id === id && parsed.data.authorDevice === device ? parsed.data : undefined
  } catch {
    return undefined
  }
}
