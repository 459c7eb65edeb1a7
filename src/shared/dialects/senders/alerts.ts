/** Groups of alerts as Alertmanager and Grafana send them: what fires, and a card for each alert. */
import type { Attachment, AttachmentAction } from '#shared/contract/message.ts'
import { card, field, grey, seconds, type SenderPost } from './sender.ts'
import { buildSenderKey } from '../sender-key.ts'
import type { Reader } from './reader.ts'
import { linked, plain, prose, several } from './write.ts'

const mostCards = 10
const mostFields = 12

/** What one sender adds to the card of an alert. */
export interface AlertExtras {
  readonly fields: readonly ReturnType<typeof field>[]
  /** Label of a button and where it leads; '' for nowhere. */
  readonly links: readonly (readonly [label: string, url: string])[]
  readonly imageUrl: string
}

/** `headline` replaces what the group is called; Markdown. */
export function decodeAlerts(payload: Reader, extrasOf: (alert: Reader) => AlertExtras, headline?: string): SenderPost {
  const alerts = payload.each('alerts')
  const hidden = Math.max(payload.count('truncatedAlerts') ?? 0, 0)
  const firing = alerts.filter(isFiring).length
  const event = firing > 0 || alerts.length === 0 ? payload.line('status') || 'firing' : 'resolved'
  const text = headline ?? `**${event === 'resolved' ? 'Resolved' : 'Firing'}**: ${linked(nameGroup(payload, alerts), payload.link('externalURL'))}${count(firing, alerts.length, hidden)}`
  const left = alerts.length - mostCards + hidden
  const more = alerts.length + hidden > mostCards && left > 0 ? `\n\n… and ${several(left, 'more alert')}` : ''
  const about = buildSenderKey(payload.text('groupKey'), event === 'resolved')
  return { event, text: text + more, attachments: alerts.slice(0, mostCards).flatMap((alert) => showAlert(alert, extrasOf(alert))), ...(about && { about }) }
}

function isFiring(alert: Reader): boolean {
  return alert.line('status') !== 'resolved'
}

function count(firing: number, shown: number, hidden: number): string {
  if (firing > 0 && firing < shown) return ` (${firing} firing, ${shown - firing} resolved)`
  return shown + hidden > 1 ? ` (${several(shown + hidden, 'alert')})` : ''
}

/** By what the alerts were put together: their name, else the labels of the group, else all their names. */
function nameGroup(payload: Reader, alerts: readonly Reader[]): string {
  const named = payload.at('groupLabels').line('alertname') || payload.at('commonLabels').line('alertname')
  if (named !== '') return named
  const labels = payload.entries('groupLabels').map(([, value]) => value)
  const names = labels.length > 0 ? labels : [...new Set(alerts.map((alert) => alert.line('labels.alertname')))].filter((name) => name !== '').slice(0, 3)
  return names.join(', ') || payload.line('receiver') || 'alerts'
}

/** Annotations that have a place of their own on the card. */
const placed: ReadonlySet<string> = new Set(['summary', 'title', 'description', 'message', 'runbook_url', 'runbook'])

function showAlert(alert: Reader, { fields, links, imageUrl }: AlertExtras): Attachment[] {
  const isOver = !isFiring(alert)
  const labels = alert.entries('labels').filter(([name]) => name !== 'alertname' && !name.startsWith('__'))
  const notes = alert.entries('annotations').filter(([name]) => !placed.has(name) && !name.startsWith('__'))
  const annotations = alert.at('annotations')
  const runbook = ['runbook_url', 'runbook'].map((key) => annotations.line(key)).find((line) => /^https?:\/\//i.test(line)) ?? ''
  const ts = seconds(alert.line(isOver ? 'endsAt' : 'startsAt'))
  const actions = toButtons([['Runbook', runbook], ...links])
  return card({
    color: isOver ? 'good' : colourOf(alert.line('labels.severity')),
    title: annotations.line('summary') || annotations.line('title') || alert.line('labels.alertname') || 'Alert',
    title_link: alert.link('generatorURL'),
    text: prose(annotations.text('description') || annotations.text('message')),
    image_url: imageUrl,
    fields: [...labels.map(([name, value]) => field(name, plain(value))), ...fields, ...notes.map(([name, value]) => field(name, plain(value)))].filter((one) => one !== undefined).slice(0, mostFields),
    footer: isOver ? 'Resolved' : 'Firing since',
    ...(ts === undefined ? {} : { ts }),
    ...(actions.length === 0 ? {} : { actions }),
  })
}

function colourOf(severity: string): string {
  if (/^warn/i.test(severity)) return 'warning'
  return /^(?:info|none|debug)/i.test(severity) ? grey : 'danger'
}

function toButtons(links: AlertExtras['links']): AttachmentAction[] {
  return links.filter(([, url]) => url !== '').map(([text, url]) => ({ type: 'button', text, url }))
}
