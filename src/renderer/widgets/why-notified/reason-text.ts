/** The reason for a notification in words. */
import type { NoticeReason } from '#shared/contract/unread.ts'
import { t } from '#renderer/text/i18n.ts'

export interface Reason {
  readonly reason: NoticeReason
  /** For `keyword`: the word as I wrote it. */
  readonly keyword: string | null
  /** The message's words, in which the address of an audience stands. */
  readonly text: string
}

const AUDIENCE = /(?<![\p{L}\p{N}_.-])@(channel|all|here|everyone)\b/iu

export function reasonText({ reason, keyword, text }: Reason): string {
  switch (reason) {
    case 'direct':
      return t('inbox:reasonDirect')
    case 'mention':
      return t('inbox:reasonMention')
    case 'audience':
      return t('inbox:reasonAudience', { word: AUDIENCE.exec(text)?.[0].toLowerCase() ?? '@channel' })
    case 'keyword':
      return t('inbox:reasonKeyword', { keyword: keyword ?? '' })
    case 'thread':
      return t('inbox:reasonThread')
    case 'all':
      return t('inbox:reasonAll')
  }
}
