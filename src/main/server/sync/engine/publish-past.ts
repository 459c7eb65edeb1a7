/** Puts what a workspace had before it had a team into the relay, each change at the very position that it has here. */
import { signEnvelope } from '../sealing/sign-envelope.ts'
import type { Relay } from '../relay.ts'
import { gapBytes } from './change-bytes.ts'
import type { Log } from '../arrival.ts'
import type { Home } from './home.ts'
import { subjectOf } from './place-of.ts'
import { writeEnvelope, type Writing } from './write-envelope.ts'

export interface Publishing {
  readonly relay: Relay
  readonly home: Pick<Home, 'listLogs' | 'listPast'>
  readonly writing: Writing
  readonly newId: () => string
  /** 0 to 1. */
  readonly onProgress: (share: number) => void
}

const PAGE = 256

/** Goes on where it was cut off. Facts first: who comes judges the rest by them. */
export async function publishPast({ relay, home, writing, newId, onProgress }: Publishing, which: (log: Log) => boolean): Promise<void> {
  const logs = (await home.listLogs()).filter(which)
  for (const [index, log] of logs.entries()) {
    await publishLog(log)
    onProgress((index + 1) / logs.length)
  }

  async function publishLog(log: Log): Promise<void> {
    const subject = subjectOf(log)
    let { last: at } = await relay.read(subject, 0, 1)
    for (let page = await home.listPast(log, at, PAGE); page.length > 0; page = await home.listPast(log, at, PAGE)) {
      const sent: Promise<unknown>[] = []
      for (const { position, change } of page) {
        while (at + 1 < position) sent.push(place(signEnvelope({ id: newId(), subject, device: writing.device, kind: 'plain', body: gapBytes }, writing.signingKey), (at += 1)))
        sent.push(place(await writeEnvelope(writing, { seq: 0, log, change, redacts: undefined }), (at += 1)))
      }
      await Promise.all(sent)
    }
  }

  async function place(envelope: Parameters<Relay['append']>[0], position: number): Promise<void> {
    const appended = await relay.append(envelope)
    if (appended.position !== position) throw new Error(`${envelope.subject}: ${position} became ${appended.position}`)
  }
}
