/** Why a value was not taken, in words: what the schemas of the contract say, in the language of now where that loses nothing. */
import { t } from '#renderer/text/i18n.ts'

/** What zod reports, here or on the server; from there nothing about it is certain. */
export interface Issue {
  readonly code?: unknown
  readonly origin?: unknown
  readonly maximum?: unknown
  readonly message?: unknown
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[]
}

/** A sentence without a full stop, for the place of a hint. */
export function describeIssue({ code, origin, maximum, message }: Issue): string {
  if (code === 'too_big' && origin === 'string' && typeof maximum === 'number') return t('common:tooLong', { count: maximum })
  return typeof message === 'string' && message !== '' ? (translate(message) ?? asSentence(message)) : t('common:notValid')
}

/** What the contract says of numbers, in the language of now. */
function translate(message: string): string | undefined {
  const [, bound, number = ''] = /^must be at (least|most) (\d+)$/.exec(message) ?? []
  if (bound !== undefined) return t(bound === 'least' ? 'common:atLeast' : 'common:atMost', { number })
  if (message === 'must be a whole number') return t('common:wholeNumber')
  return message === 'must not be negative' ? t('common:notNegative') : undefined
}

function asSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
