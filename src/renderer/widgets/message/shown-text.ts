/** The words of a message as they are drawn: of what Hookline itself says to somebody, those of the window's language. */
import { z } from 'zod'
import type { Message } from '#shared/contract/message.ts'
import { pauseReasonSchema } from '#shared/contract/subscription.ts'
import { reasonSchema } from '#shared/contract/verdict.ts'
import { formatAbsolute, formatDate } from '#renderer/lib/format/format-time.ts'
import { t } from '#renderer/text/i18n.ts'

/** Markdown. What a webhook's sender put into `props` changes nothing: Hookline's own notices have no webhook and are to their author. */
export function shownText(message: Message): string {
  return isFromHookline(message) ? (wordEnding(message) ?? wordOwnerless(message) ?? wordFailing(message) ?? wordRepair(message) ?? wordRestored(message) ?? wordPause(message) ?? message.text) : message.text
}

const isFromHookline = ({ text, type, hookId, author }: Message): boolean => type === 'webhook' && hookId === null && text.startsWith(`@${author} `)

const endingSchema = z.object({ notice: z.literal('ending'), name: z.string(), lastFour: z.string(), expiresAt: z.number() })

function wordEnding({ author, subscriptionId, props }: Message): string | undefined {
  const ending = subscriptionId === null ? endingSchema.safeParse(props) : undefined
  if (!ending?.success) return undefined
  const { name, lastFour, expiresAt } = ending.data
  return t('addresses:endingNotice', { who: `@${author}`, name, lastFour, when: formatAbsolute(expiresAt) })
}

const ownerlessSchema = z.object({ notice: z.literal('hooksPaused'), name: z.string(), owner: z.string(), reason: z.enum(['owner_removed', 'owner_is_guest']), count: z.int() })

function wordOwnerless({ author, subscriptionId, props }: Message): string | undefined {
  const ownerless = subscriptionId === null ? ownerlessSchema.safeParse(props) : undefined
  if (!ownerless?.success) return undefined
  const { name, owner, reason, count } = ownerless.data
  return t(`hooks:ownerless.${reason}`, { who: `@${author}`, name, owner, count })
}

const failingSchema = z.object({ notice: z.literal('hookFailing'), name: z.string(), reason: reasonSchema, since: z.number(), count: z.int() })

function wordFailing({ author, subscriptionId, props }: Message): string | undefined {
  const failing = subscriptionId === null ? failingSchema.safeParse(props) : undefined
  if (!failing?.success) return undefined
  const { name, reason, since, count } = failing.data
  return t('health:failingNotice', { who: `@${author}`, name, count, when: formatDate(since), reason: t(`reasons:${reason}.title`) })
}

const repairSchema = z.object({ notice: z.literal('repaired'), name: z.string(), lost: z.object({ from: z.number().nullable(), to: z.number(), changes: z.int().nullable() }).nullable(), tables: z.array(z.string()), kept: z.string() })

const intros: Readonly<Record<string, 'app:repaired.introKeys' | 'app:repaired.introRelay'>> = { 'sync.db': 'app:repaired.introKeys', 'relay.db': 'app:repaired.introRelay' }

/** The data file was damaged, or one of the team's: what is gone, and where the damaged file lies. */
function wordRepair({ author, subscriptionId, props }: Message): string | undefined {
  const repair = subscriptionId === null ? repairSchema.safeParse(props) : undefined
  if (!repair?.success) return undefined
  const { name, lost, tables, kept } = repair.data
  const own = tables.length === 0 ? '' : ` ${t('app:repaired.own', { tables: tables.join(', ') })}`
  const intro = t(intros[name] ?? 'app:repaired.intro', { who: `@${author}` })
  // In a relay a place without its entry is a gap; there is no time between which it was lost.
  const gone = name === 'relay.db' && lost !== null ? t('app:repaired.gaps', { count: lost.changes ?? 0 }) : wordLost(lost)
  return `${intro} ${gone}${own} ${t('app:repaired.kept', { kept: `\`${kept}\`` })}`
}

function wordLost(lost: z.output<typeof repairSchema>['lost']): string {
  if (lost === null) return t('app:repaired.nothing')
  const to = formatAbsolute(lost.to)
  const changes = lost.changes === null ? '' : ` ${t('app:repaired.changes', { count: lost.changes })}`
  return (lost.from === null ? t('app:repaired.before', { to }) : t('app:repaired.between', { from: formatAbsolute(lost.from), to })) + changes
}

const restoredSchema = z.object({ notice: z.literal('restored'), at: z.number() })

function wordRestored({ author, subscriptionId, props }: Message): string | undefined {
  const restored = subscriptionId === null ? restoredSchema.safeParse(props) : undefined
  return restored?.success ? t('app:restored', { who: `@${author}`, when: formatAbsolute(restored.data.at) }) : undefined
}

function wordPause({ author, subscriptionId, props }: Message): string | undefined {
  const reason = pauseReasonSchema.safeParse(props['reason'])
  if (subscriptionId === null || props['notice'] !== 'paused' || !reason.success) return undefined
  return t('delivery:pausedNotice', { who: `@${author}`, name: String(props['name']), reason: t(`delivery:paused.${reason.data}`) })
}
