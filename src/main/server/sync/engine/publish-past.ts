/** Puts what a workspace had before it had a team into the relay, each change at the very position that it has here. */
import type { Envelope } from '#shared/contract/envelope.ts'
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

export interface PublishingUntilDone extends Publishing {
  readonly home: Publishing['home'] & Pick<Home, 'log'>
  readonly pause: () => Promise<void>
  readonly signal: AbortSignal
}

const PAGE = 256

/** As often as it takes: the disk may refuse some of it for a while. @throws Error when `signal` ends it */
export async function publishUntilDone(publishing: PublishingUntilDone, which: (log: Log) => boolean): Promise<void> {
  for (;;) {
    publishing.signal.throwIfAborted()
    try {
      return await publishPast(publishing, which)
    } catch (error) {
      publishing.home.log('warn', 'what was before the team is not all in the relay yet', error)
      await publishing.pause()
    }
  }
}

/** Goes on where it was cut off. Facts first: who comes judges the rest by them. @throws what the relay refuses with: to be called again then */
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
      const [sent, failures]: [Promise<void>[], unknown[]] = [[], []]
      // Heard at once: the next one may take a while to write.
      const put = (envelope: Envelope, position: number): void => void sent.push(place(envelope, position).catch((error: unknown) => void failures.push(error)))
      for (const { position, change } of page) {
        while (at + 1 < position) put(signEnvelope({ id: newId(), subject, device: writing.device, kind: 'plain', body: gapBytes }, writing.signingKey), (at += 1))
        put(await writeEnvelope(writing, { seq: 0, log, change, redacts: undefined }), (at += 1))
      }
      await Promise.all(sent)
      if (failures.length > 0) throw failures[0]
    }
  }

  /** At its own position or not at all: what comes behind one that the disk refused would take its place. */
  async function place(envelope: Envelope, position: number): Promise<void> {
    const appended = await relay.append(envelope, { expectLast: position - 1 })
    if (appended.position !== position) throw new Error(`${envelope.subject}: ${position} became ${appended.position}`)
  }
}
