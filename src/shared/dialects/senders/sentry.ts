/** Sentry's integration platform: `Sentry-Hook-Resource` says what it is about (docs.sentry.io, “Webhooks”); and its older plugin. */
import { isRecord } from '../payload-values.ts'
import { spaced } from './forge.ts'
import { card, field, grey, seconds, type Sender, type SenderPost } from './sender.ts'
import type { Reader } from './reader.ts'
import { body, code, linked, plain, prose, words } from './write.ts'

const header = 'sentry-hook-resource'

export const sentry: Sender = {
  id: 'sentry',
  label: 'Sentry',
  recognises: ({ headers, body: payload }) => (headers[header] !== undefined ? isRecord(payload['data']) : isRecord(payload['event']) && 'culprit' in payload && 'project_name' in payload),
  decode({ headers }, payload) {
    const resource = headers[header]
    if (resource === undefined) return { event: 'alert', ...plugin(payload) }
    const read = Object.hasOwn(resources, resource) ? resources[resource]! : other
    return { event: words(resource, payload.line('action')), ...read(payload, resource) }
  },
}

type Said = Omit<SenderPost, 'event'>

const resources: Readonly<Record<string, (payload: Reader, resource: string) => Said>> = {
  event_alert: (payload) => occurred('Alert', payload.at('data.event'), payload.line('data.triggered_rule')),
  error: (payload) => occurred('New error', payload.at('data.error')),
  issue,
  metric_alert: metricAlert,
  comment(payload) {
    const data = payload.at('data')
    const fields = [field('Project', plain(data.line('project_slug')))]
    return { text: `${actorOf(payload)} commented on issue ${linked(data.line('issue_id'), '')}`, attachments: card({ text: body(data.text('comment')), fields }) }
  },
}

function actorOf(payload: Reader): string {
  return linked(payload.line('actor.name') || 'Sentry', '')
}

function colourOf(level: string): string {
  if (level === 'warning') return 'warning'
  return level === 'info' || level === 'debug' ? grey : 'danger'
}

function stamp(time: string): { ts?: number } {
  const ts = seconds(time)
  return ts === undefined ? {} : { ts }
}

function occurred(what: string, event: Reader, rule = ''): Said {
  const level = event.line('level')
  const fields = [field('Rule', plain(rule)), field('Where', code(event.line('culprit'))), field('Level', plain(level)), field('Environment', plain(event.line('environment'))), field('Release', code(event.line('release')))]
  const title = event.line('title') || event.line('message')
  return { text: `${what}: ${linked(title, event.link('web_url'))}`, attachments: card({ color: colourOf(level), fields, ...stamp(event.line('datetime')) }) }
}

/** `{}` stands for the issue. */
const verbs: Readonly<Record<string, readonly [verb: string, colour?: string]>> = {
  resolved: ['resolved {}', 'good'],
  unresolved: ['reopened {}'],
  archived: ['archived {}', grey],
  ignored: ['archived {}', grey],
}

function issue(payload: Reader): Said {
  const action = payload.line('action')
  const read = payload.at('data.issue')
  const thing = `issue ${linked(words(read.line('shortId'), read.line('title')), read.link('web_url') || read.link('permalink'))}`
  const level = read.line('level')
  const [verb, colour = colourOf(level)] = Object.hasOwn(verbs, action) ? verbs[action]! : [verbOf(action, read)]
  const fields = [field('Project', plain(read.line('project.name') || read.line('project.slug'))), field('Where', code(read.line('culprit'))), field('Level', plain(level)), field('Events', plain(read.line('count')))]
  const text = action === 'created' ? `New ${thing}` : `${actorOf(payload)} ${verb.replace('{}', () => thing)}`
  return { text, attachments: card({ color: colour, fields, ...stamp(read.line('lastSeen')) }) }
}

function verbOf(action: string, read: Reader): string {
  const whom = read.line('assignedTo.name')
  return action === 'assigned' && whom !== '' ? `assigned ${linked(whom, '')} to {}` : `changed {}: ${plain(spaced(action))}`
}

function metricAlert(payload: Reader): Said {
  const data = payload.at('data')
  const color = { critical: 'danger', warning: 'warning', resolved: 'good' }[payload.line('action')] ?? ''
  const title = data.line('description_title') || data.line('metric_alert.title')
  // Its documents show a line break as a backslash and an n.
  const text = prose(data.text('description_text').replaceAll('\\n', '\n'))
  const fields = [field('Project', plain(data.at('metric_alert').lines('projects').join(', ')))]
  return { text: linked(title, data.link('web_url')), attachments: card({ color, text, fields }) }
}

function plugin(payload: Reader): Said {
  const level = payload.line('level')
  const fields = [field('Project', plain(payload.line('project_name'))), field('Where', code(payload.line('culprit'))), field('Level', plain(level))]
  return { text: `Alert: ${linked(payload.line('message'), payload.link('url'))}`, attachments: card({ color: colourOf(level), fields }) }
}

/** Any other: what happened to what. */
function other(payload: Reader, resource: string): Said {
  const data = payload.at('data')
  const about = data.has(`${resource}.title`) ? data.at(resource) : data
  const title = about.line('title')
  const attachments = title === '' ? [] : card({ title, title_link: about.link('web_url'), text: prose(about.text('description')) })
  return { text: `Sentry: ${plain(words(spaced(resource), spaced(payload.line('action'))))}`, attachments }
}
