/** Hands a notification to the system, as text: it knows neither our badge nor a count. */
import type { Preferences } from '#shared/contract/preference.ts'
import type { Notification } from '#shared/contract/unread.ts'
import { isQuietAt } from '#shared/core/notify.ts'
import type { Context } from '../context.ts'
import type { SystemNotification } from '../platform.ts'

export interface Shown {
  readonly preferences: Preferences
  readonly path: string
}

/** The system is this device's, so quiet hours are in its time zone. @returns whether it was handed over. */
export function showBySystem(ctx: Context, notification: Notification, { preferences, path }: Shown): boolean {
  const now = new Date(ctx.now())
  if (!preferences['notify.outside'] || isQuietAt(preferences['notify.quietHours'], now.getHours() * 60 + now.getMinutes())) return false
  ctx.platform.notify(toSystem(notification, path)).catch((error: unknown) => ctx.log.warn({ err: error }, 'a notification could not be shown'))
  return true
}

/** No words of a language but the sign of webhooks, which is never translated. */
function toSystem({ title, body, count, bot }: Notification, path: string): SystemNotification {
  const sign = bot ? 'Webhook · not E2EE' : ''
  const lines = [body, sign].filter((line) => line !== '')
  return { title: count > 1 ? `${title} (${count})` : title, body: lines.join('\n'), plainBody: sign, path }
}
