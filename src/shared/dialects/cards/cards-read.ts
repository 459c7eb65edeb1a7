/** What was read of a body that another chat's cards are in. */
import type { Attachment } from '#shared/contract/message.ts'
import type { ThreadName } from '../dialect.ts'

export interface CardsRead {
  /** Markdown. */
  readonly text: string
  readonly attachments: readonly Attachment[]
  /** Names of what could not be read or does nothing here. */
  readonly ignored: readonly string[]
  readonly thread?: ThreadName
}
