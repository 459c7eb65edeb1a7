/** What a real program is for these tests: where it comes from, how it is run with pasted addresses, and what must come of it. */
import type { DialectId } from '#shared/contract/hook.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Toolbox } from './toolbox.ts'

export interface Program {
  /** As its package is called. */
  readonly name: string
  /** The first is the program itself; the others are what it logs through. */
  readonly npm?: readonly string[]
  /** Packages of Debian; the first is the program itself. */
  readonly debian?: readonly string[]
  /** The shapes of the addresses that it is given, each of a webhook of its own. */
  readonly dialects: readonly DialectId[]
  /** Runs the program as its own documents say. */
  readonly run: (toolbox: Toolbox, urls: readonly string[]) => Promise<Told>
  /** What people see, for each address: its messages in their order. Written from what the program is told to send. */
  readonly shows: readonly (readonly Partial<Shown>[])[]
}

/** What the program itself says of the sending. */
export interface Told {
  readonly success: boolean
  /** Its own words, for who reads a failure. */
  readonly said: string
}

/** Of a message: what a program can set. `words` are those that must stand anywhere in it, cards included. */
export interface Shown extends Pick<Message, 'text' | 'username' | 'iconEmoji' | 'attachments'> {
  readonly words: readonly string[]
  /** Names of its files. */
  readonly files: readonly string[]
}
