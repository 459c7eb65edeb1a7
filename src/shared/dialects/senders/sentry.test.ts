/** What Sentry's webhooks become. Payloads: the examples of its documentation (“Integration Platform: Webhooks”), cut to what is read. */
import { expect, test } from 'vitest'
import { decodeAs, type Read } from '../../../../test/helpers/decode-as.ts'

const actor = { id: 'sentry', name: 'Sentry', type: 'application' }
const person = { id: 7, name: 'Meredith Heller', type: 'user' }
const decode = (resource: string, body: object): Read | undefined => decodeAs({ 'sentry-hook-resource': resource }, { actor, installation: { uuid: 'a8e5d37a-696c-4c54-adb5-b3f28d64c7de' }, ...body })
const read = (readAs: string, text: string, attachments: Read['attachments'], ignored: string[] = []): Read => ({ readAs: `Sentry · ${readAs}`, text, attachments, ignored })

const web = 'https://sentry.io/organizations/test-org/issues/1117540176/events/e4874d664c3540c1a32eab185f12c5ab/'

test('an issue alert', () => {
  const event = { culprit: '?(<anonymous>)', datetime: '2019-08-19T21:06:17.677000Z', level: 'error', title: 'ReferenceError: heck is *not* defined', message: '', web_url: web, issue_id: '1117540176', environment: 'production', release: null, platform: 'javascript' }
  expect(decode('event_alert', { action: 'triggered', data: { event, triggered_rule: 'Very Important Alert Rule!' } })).toEqual(
    read('event_alert triggered', `Alert: [ReferenceError: heck is \\*not\\* defined](${web})`, [
      {
        color: 'danger',
        fields: [
          { title: 'Rule', value: 'Very Important Alert Rule!', short: true },
          { title: 'Where', value: '`?(<anonymous>)`', short: true },
          { title: 'Level', value: 'error', short: true },
          { title: 'Environment', value: 'production', short: true },
        ],
        ts: 1566248777,
      },
    ]),
  )
})

const issue = { count: '1', culprit: '?(runner)', firstSeen: '2019-08-19T20:58:37.391000Z', lastSeen: '2019-08-19T20:58:37.391000Z', level: 'warning', permalink: null, web_url: 'https://sentry.io/issues/9', project: { name: 'front-end', slug: 'front-end' }, shortId: 'FRONT-END-9', status: 'unresolved', title: 'ReferenceError: blooopy is not defined', assignedTo: null }
const name = '[FRONT-END-9 ReferenceError: blooopy is not defined](https://sentry.io/issues/9)'
const fields = [
  { title: 'Project', value: 'front-end', short: true },
  { title: 'Where', value: '`?(runner)`', short: true },
  { title: 'Level', value: 'warning', short: true },
  { title: 'Events', value: '1', short: true },
]
test.each([
  ['created', actor, 'New issue {}', 'warning'],
  ['unresolved', actor, 'Sentry reopened issue {}', 'warning'],
  ['resolved', person, 'Meredith Heller resolved issue {}', 'good'],
  ['archived', person, 'Meredith Heller archived issue {}', '#6e7781'],
  ['ignored', person, 'Meredith Heller archived issue {}', '#6e7781'],
])('an issue was %s', (action, by, text, color) => {
  expect(decode('issue', { action, actor: by, data: { issue } })).toEqual(read(`issue ${action}`, text.replace('{}', name), [{ color, fields, ts: 1566248317 }]))
})

test('an issue was assigned', () => {
  expect(decode('issue', { action: 'assigned', actor: person, data: { issue: { ...issue, assignedTo: { name: 'Lena', type: 'user' } } } })).toEqual(
    read('issue assigned', `Meredith Heller assigned Lena to issue ${name}`, [{ color: 'warning', fields, ts: 1566248317 }]),
  )
})

test.each([
  ['critical', 'danger'],
  ['warning', 'warning'],
  ['resolved', 'good'],
])('a metric alert: %s', (action, color) => {
  const data = { description_text: '1000 events in the last 10 minutes\\nFilter: level:error', description_title: 'Resolved: Too many errors', metric_alert: { alert_rule: { name: 'Too many errors', query: 'level:error' }, projects: ['bar'], title: 'Too many errors' }, web_url: 'https://sentry.io/alerts/1/' }
  expect(decode('metric_alert', { action, data })).toEqual(
    read(`metric_alert ${action}`, '[Resolved: Too many errors](https://sentry.io/alerts/1/)', [{ color, text: '1000 events in the last 10 minutes\nFilter: level:error', fields: [{ title: 'Project', value: 'bar', short: true }] }]),
  )
})

test('an error, a comment, an installation and what is new', () => {
  const error = { title: 'Oops', web_url: web, culprit: 'a.b', level: 'fatal', datetime: '2019-08-19T21:06:17.677000Z' }
  expect(decode('error', { action: 'created', data: { error } })).toEqual(
    read('error created', `New error: [Oops](${web})`, [{ color: 'danger', fields: [{ title: 'Where', value: '`a.b`', short: true }, { title: 'Level', value: 'fatal', short: true }], ts: 1566248777 }]),
  )
  expect(decode('comment', { action: 'created', actor: person, data: { comment: 'adding a *comment*', project_slug: 'sentry', comment_id: 1234, issue_id: 100 } })).toEqual(
    read('comment created', 'Meredith Heller commented on issue 100', [{ text: 'adding a *comment*', fields: [{ title: 'Project', value: 'sentry', short: true }] }]),
  )
  expect(decode('installation', { action: 'created', data: { installation: { status: 'installed' } } })).toEqual(read('installation created', 'Sentry: installation created', []))
  expect(decode('seer', { action: 'root_cause_completed', data: { title: 'Why', description: 'Because' } })).toEqual(read('seer root_cause_completed', 'Sentry: seer root cause completed', [{ title: 'Why', text: 'Because' }]))
})

test('the older plugin, which sends no header', () => {
  const body = { id: 'abc123def456', project: 'my-project', project_name: 'My Project', culprit: 'app.views.index in get', message: 'TypeError: Cannot read property \'foo\' of undefined', url: 'https://sentry.io/organizations/my-org/issues/12345/', level: 'error', logger: '', event: { event_id: 'abc123def456' } }
  expect(decodeAs({}, body)).toEqual(
    read('alert', 'Alert: [TypeError: Cannot read property \'foo\' of undefined](https://sentry.io/organizations/my-org/issues/12345/)', [
      { color: 'danger', fields: [{ title: 'Project', value: 'My Project', short: true }, { title: 'Where', value: '`app.views.index in get`', short: true }, { title: 'Level', value: 'error', short: true }] },
    ]),
  )
})

test('wrong types: what can be read is posted, what could not is named', () => {
  expect(decode('issue', { action: 'created', data: { issue: { title: [1], web_url: 'javascript:1', shortId: 9 } } })).toEqual(read('issue created', 'New issue 9', [], ['data.issue.title', 'data.issue.web_url']))
  expect(decode('issue', { action: 'created', data: 'x' })).toBeUndefined()
})
