/** The calls of a relay as frames, and which answers to them can be. */
import type { Envelope, RelayRecord, Subject } from '#shared/contract/envelope.ts'
import type { Appended, AppendOptions, RelayPage } from '../relay.ts'
import { encodeFrame, recordOf, type Answer, type Frame } from './frames.ts'

export interface Question<T> {
  write(n: number): Buffer
  /** Takes a part of the answer; the last one resolves. @returns whether it can be a part of it. */
  accept(frame: Frame<Answer>, resolve: (value: T) => void): boolean
  /** Forgets what came of an answer that was interrupted. */
  restart?: () => void
}

export function askAppend({ body, ...envelope }: Envelope, { expectLast, behind }: Pick<AppendOptions, 'expectLast' | 'behind'>): Question<Appended> {
  return {
    write: (n) => encodeFrame({ t: 'append', n, ...envelope, expectLast, behind }, body),
    accept({ header }, resolve) {
      if (header.t !== 'appended') return false
      resolve({ position: header.position, at: header.at, duplicate: header.duplicate })
      return true
    },
  }
}

export function askRead(subject: Subject, after: number, limit: number): Question<RelayPage> {
  let records: RelayRecord[] = []
  return {
    write: (n) => encodeFrame({ t: 'read', n, subject, after, limit }),
    restart: () => (records = []),
    accept({ header, body }, resolve) {
      if (header.t === 'record') return records.push(recordOf(header, body)) <= limit && header.subject === subject && header.position === after + records.length
      const isShort = records.length === 0 && header.t === 'page' && header.last > after
      if (header.t !== 'page' || isShort || header.last < (records.at(-1)?.position ?? 0)) return false
      resolve({ records, last: header.last })
      return true
    },
  }
}

/** Resolves with what requests of files are to show. */
export function askToken(): Question<string> {
  return {
    write: (n) => encodeFrame({ t: 'token', n }),
    accept({ header }, resolve) {
      if (header.t !== 'token') return false
      resolve(header.token)
      return true
    },
  }
}

/** Resolves when it is this device's turn. */
export function askTurn(subject: Subject): Question<void> {
  return {
    write: (n) => encodeFrame({ t: 'turn', n, subject }),
    accept({ header }, resolve) {
      if (header.t !== 'turn') return false
      resolve()
      return true
    },
  }
}
