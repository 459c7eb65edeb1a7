/** Why a value was not taken, in words: what the schemas of the contract say, in the language of now. */
import { sayRefusal, t } from '#renderer/text/i18n.ts'

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
  return typeof message === 'string' && message !== '' ? asSentence(sayRefusal(message)) : t('common:notValid')
}

function asSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
