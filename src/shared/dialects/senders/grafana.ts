/** Grafana's webhook contact point: Alertmanager's groups with values, pages and pictures (grafana.com, “Configure the webhook notifier”). */
import { decodeAlerts, type AlertExtras } from './alerts.ts'
import { field, type Sender } from './sender.ts'
import type { Reader } from './reader.ts'
import { body, linked, plain } from './write.ts'

export const grafana: Sender = {
  id: 'grafana',
  label: 'Grafana',
  recognises: ({ body: payload }) => Array.isArray(payload['alerts']) && ('orgId' in payload || ('state' in payload && 'title' in payload)),
  decode: (_request, payload) => decodeAlerts(payload, extrasOf, headlineOf(payload)),
}

function extrasOf(alert: Reader): AlertExtras {
  const values = alert.entries('values').map(([name, value]) => `${name} = ${round(value)}`)
  return {
    fields: [field('Values', plain(values.join(', ')))],
    links: [
      ['Dashboard', alert.link('dashboardURL')],
      ['Panel', alert.link('panelURL')],
      ['Silence', alert.link('silenceURL')],
    ],
    imageUrl: alert.link('imageURL'),
  }
}

/** Two decimals, or two digits of what is small. */
function round(value: string): string {
  const number = Number(value)
  if (value === '' || !Number.isFinite(number)) return value
  return String(Math.abs(number) < 0.01 ? Number(number.toPrecision(2)) : Math.round(number * 100) / 100)
}

/** Title and message where people wrote them; what Grafana writes by itself is on the cards. */
function headlineOf(payload: Reader): string | undefined {
  const title = payload.line('title')
  const message = payload.text('message')
  const isOwnTitle = title === '' || /^\[(?:FIRING|RESOLVED|NODATA)/.test(title)
  const isOwnMessage = message === '' || /^\*\*(?:Firing|Resolved)\*\*(?:\n|$)/.test(message)
  if (isOwnTitle && isOwnMessage) return undefined
  const head = title === '' ? '' : `**${linked(title, payload.link('externalURL'))}**`
  return [head, isOwnMessage ? '' : body(message)].filter((part) => part !== '').join('\n\n')
}
