/** Opens what waited for keys, once they are here. */
import type { RelayRecord } from '#shared/contract/envelope.ts'
import type { Intake } from './intake.ts'
import type { Read } from './open-record.ts'
import { logOfSubject, placeOf } from './place-of.ts'
import type { SyncStore } from './sync-store.ts'

export interface Reopening {
  readonly store: Pick<SyncStore, 'waiting' | 'dropWaiting'>
  readonly open: (record: RelayRecord) => Read
  readonly intake: Intake
}

const REOPENED_AT_ONCE = 256

/** What waited for keys that are here now, of all subjects: what still waits holds back nothing behind it. */
export async function reopen({ store, open, intake }: Reopening): Promise<void> {
  let after: { subject: string; position: number } = { subject: '', position: 0 }
  for (let page = store.waiting(after, REOPENED_AT_ONCE); page.length > 0; page = store.waiting(after, REOPENED_AT_ONCE)) {
    after = page.at(-1)!
    const opened: RelayRecord[] = []
    for (const record of page) {
      const read = open(record)
      if ('unopened' in read && read.unopened.state === 'waiting') continue
      await intake.add({ ...placeOf(record, logOfSubject(record.subject)), ...read })
      opened.push(record)
    }
    if (opened.length === 0) continue
    await intake.settled()
    for (const { subject, position } of opened) store.dropWaiting(subject, position)
  }
}
