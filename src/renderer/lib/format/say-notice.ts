/** What is wrong with who reaches the listener, in the words of the window. */
import type { LanStatus } from '#shared/contract/listener.ts'
import type { Notice } from '#shared/contract/notice.ts'
import { isNetworkNotice, type NoticeValue } from '#shared/core/network-notices.ts'
import { readProxyNote } from '#shared/core/proxy-notes.ts'
import { nameSettings, sayRefusal, t } from '#renderer/text/i18n.ts'
import { formatDate } from './format-time.ts'

/** What is wrong with what this computer, or others, reach; undefined while nothing is. */
export function sayListenerProblem({ notice, problem }: Pick<LanStatus, 'notice' | 'problem'>): string | undefined {
  return (notice && sayNotice(notice)) ?? problem ?? undefined
}

/** Undefined for what this version has no words for. */
export function sayNotice({ code, values }: Notice): string | undefined {
  if (!isNetworkNotice(code)) return undefined
  const { day, error } = values
  // Why there is no certificate may be any refusal; other errors are words of the system.
  const why = code === 'no_certificate_because' && { error: sayRefusal(String(error)) }
  const shown = { ...values, ...(typeof day === 'number' && { day: formatDate(day) }), ...why }
  // Each sentence has those that it names.
  return nameSettings(t(`network:notice.${code}`, shown as unknown as Record<NoticeValue, string | number>))
}

/** A note of a request that a proxy's header got; any other stays as it is. */
export function sayIgnored(text: string): string {
  const note = readProxyNote(text)
  if (note === undefined) return text
  if (note.code === 'differ') return t('network:note.differ')
  return note.code === 'unclear' ? t('network:note.unclear', { header: note.header }) : t('network:note.untrusted', { header: note.header, address: note.address })
}
