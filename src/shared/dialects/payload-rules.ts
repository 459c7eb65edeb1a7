/** What differs between the dialects that share Slack's payload. */
export interface PayloadRules {
  /** The sender's markup to Markdown: of the message, and of an attachment's text, pretext and field values. */
  readonly text: (raw: string) => string
  /** The message's text where its sender says `mrkdwn: false`; absent where that means nothing. */
  readonly unformatted?: (raw: string) => string
  /** Of an attachment's title. */
  readonly title: (raw: string) => string
  /** Of names, footers, fallbacks and field titles, which are shown as they are. */
  readonly plain: (raw: string) => string
  /** Whether a number or boolean may stand for a string, and anything for `short`. */
  readonly isLenient: boolean
  /** Whether `type` must be empty or begin with `custom_`. */
  readonly checksType: boolean
  /** Whether text found in Block Kit blocks is posted when there is no other. */
  readonly readsBlocks: boolean
}
