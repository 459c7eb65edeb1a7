/** What a raw sender is: a tool that posts its own events in its own format, whatever address it was given. Pure. */
import type { Attachment, AttachmentField } from '#shared/contract/message.ts'
import type { SenderKey } from '../dialect.ts'
import type { Reader } from './reader.ts'

export interface SenderRequest {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The payload, wherever in the request it stood. */
  readonly body: Readonly<Record<string, unknown>>
}

export interface SenderPost {
  /** What happened in the sender's own word, such as `push`; '' when it has none. For the verdict. */
  readonly event: string
  /** Markdown. */
  readonly text: string
  readonly attachments: readonly Attachment[]
  readonly about?: SenderKey
}

export interface Sender {
  readonly id: string
  /** As shown to people. */
  readonly label: string
  /** Only for bodies that are the sender's own: many of them can also be told to write for Slack or Discord, with the same headers. */
  recognises(request: SenderRequest): boolean
  decode(request: SenderRequest, payload: Reader): SenderPost
}

/** Without what is empty; none when nothing is left but a colour. */
export function card({ fields = [], ...rest }: Omit<Attachment, 'fields'> & { fields?: readonly (AttachmentField | undefined)[] }): Attachment[] {
  const said = Object.entries(rest).filter(([, value]) => value !== '' && value !== undefined)
  const shown = fields.filter((one) => one !== undefined)
  if (shown.length === 0 && said.every(([key]) => key === 'color' || key === 'ts')) return []
  return [{ ...(Object.fromEntries(said) as Attachment), ...(shown.length === 0 ? {} : { fields: shown }) }]
}

/** `value` is Markdown; undefined when it is ''. */
export function field(title: string, value: string, short = true): AttachmentField | undefined {
  return value === '' ? undefined : { title, value, short }
}

/** Seconds since epoch of an ISO 8601 time; undefined for what is none or a time that was never set. */
export function seconds(time: string): number | undefined {
  const at = Date.parse(time)
  return Number.isNaN(at) || at <= 0 ? undefined : Math.floor(at / 1000)
}

/** Bars of cards, beside `good`, `warning` and `danger`. */
export const grey = '#6e7781'
export const purple = '#8250df'
