/** The words of a message as they are drawn: of what Hookline itself says to somebody, those of the window's language. */
import type { Message } from '#shared/contract/message.ts'
import { pauseReasonSchema } from '#shared/contract/subscription.ts'
import { t } from '#renderer/text/i18n.ts'

/** Markdown. What a webhook's sender put into `props` changes nothing: Hookline's own notices have no webhook and are to their author. */
export function shownText({ text, type, hookId, subscriptionId, author, props }: Message): string {
  const reason = pauseReasonSchema.safeParse(props['reason'])
  const isNotice = type === 'webhook' && hookId === null && subscriptionId !== null && props['notice'] === 'paused' && text.startsWith(`@${author} `)
  if (!isNotice || !reason.success) return text
  return t('delivery:pausedNotice', { who: `@${author}`, name: String(props['name']), reason: t(`delivery:paused.${reason.data}`) })
}
