/** What Alertmanager's webhook becomes. Payload: version 4 as its documentation lists it (“webhook_config”), with the values of the sample of the crate alertmanager-webhook-types. */
import { expect, test } from 'vitest'
import { decodeAs, type Read } from '../../../../test/helpers/decode-as.ts'

const instance = 'https://server.example.org'
const labels = { alertname: 'ProbeFailure', instance, job: 'http_checks', monitor: 'master', severity: 'critical' }
const annotations = { description: `Instance ${instance} has been down for over 5m. Job: http_checks`, summary: 'BlackBox *Probe* Failure' }
const graph = 'http://prometheus.example.org:9090/graph?g0.expr=probe_success+%3D%3D+0&g0.tab=1'
const alert = { status: 'firing', labels, annotations, startsAt: '2023-02-06T13:08:45.828Z', endsAt: '0001-01-01T00:00:00Z', generatorURL: graph, fingerprint: '1a30ba71cca2921f' }
const payload = {
  receiver: 'sms', status: 'firing', alerts: [alert], groupLabels: { alertname: 'ProbeFailure' }, commonLabels: labels, commonAnnotations: annotations,
  externalURL: 'http://prometheus.example.org:9093', version: '4', groupKey: '{}/{severity="critical"}:{alertname="ProbeFailure"}', truncatedAlerts: 0,
}
const group = '[ProbeFailure](http://prometheus.example.org:9093)'
const fields = [
  { title: 'instance', value: instance, short: true },
  { title: 'job', value: 'http\\_checks', short: true },
  { title: 'monitor', value: 'master', short: true },
  { title: 'severity', value: 'critical', short: true },
]
const card = { color: 'danger', title: 'BlackBox *Probe* Failure', title_link: graph, text: `Instance ${instance} has been down for over 5m. Job: http\\_checks`, fields, footer: 'Firing since', ts: 1675688925 }

const decode = (change: object): Read | undefined => decodeAs({ 'user-agent': 'Alertmanager/0.25.0' }, { ...payload, ...change })
const read = (readAs: string, text: string, attachments: Read['attachments'], ignored: string[] = []): Read => ({ readAs: `Alertmanager · ${readAs}`, text, attachments, ignored })

test('one alert', () => expect(decode({})).toEqual(read('firing', `**Firing**: ${group}`, [card])))

test('several, some of them over, and more than are shown', () => {
  const over = { ...alert, status: 'resolved', endsAt: '2023-02-06T13:18:45Z', annotations: { runbook_url: 'https://run.example/1', note: '# 1' }, labels: { alertname: 'ProbeFailure', severity: 'warning' } }
  const overCard: Read['attachments'][number] = { color: 'good', title: 'ProbeFailure', title_link: graph, fields: [{ title: 'severity', value: 'warning', short: true }, { title: 'note', value: '\\# 1', short: true }], footer: 'Resolved', ts: 1675689525, actions: [{ type: 'button', text: 'Runbook', url: 'https://run.example/1' }] }
  expect(decode({ alerts: [alert, over] })).toEqual(read('firing', `**Firing**: ${group} (1 firing, 1 resolved)`, [card, overCard]))
  expect(decode({ status: 'resolved', alerts: [over, over] })).toEqual(read('resolved', `**Resolved**: ${group} (2 alerts)`, [overCard, overCard]))
  const many = decode({ alerts: Array.from({ length: 14 }, () => alert), truncatedAlerts: 3 })
  expect(many).toEqual(read('firing', `**Firing**: ${group} (17 alerts)\n\n… and 7 more alerts`, Array.from({ length: 10 }, () => card)))
})

test.each([
  [{ severity: 'warning' }, 'warning'],
  [{ severity: 'info' }, '#6e7781'],
  [{ severity: 'page' }, 'danger'],
  [{}, 'danger'],
])('the colour of %j', (severity, color) => {
  expect(decode({ alerts: [{ ...alert, labels: { alertname: 'A', ...severity } }] })?.attachments[0]?.color).toBe(color)
})

test('a group without a name has its labels, or its receiver', () => {
  expect(decode({ groupLabels: { cluster: 'eu', team: 'db' }, commonLabels: {}, externalURL: '' })?.text).toBe('**Firing**: eu, db')
  expect(decode({ alerts: [{ ...alert, labels: {} }], groupLabels: {}, commonLabels: {}, externalURL: 'web.internal' })?.text).toBe('**Firing**: sms')
})

test('wrong types: what can be read is posted, what could not is named', () => {
  expect(decode({ alerts: [null, 3, { status: 1, labels: 'x', annotations: { summary: ['a'] }, generatorURL: 7, startsAt: {} }], groupLabels: null, commonLabels: 5, truncatedAlerts: 'a' })).toEqual(
    read('firing', '**Firing**: [sms](http://prometheus.example.org:9093)', [{ color: 'danger', title: 'Alert', footer: 'Firing since' }], [
      'alerts[1]', 'alerts[2].annotations.summary', 'alerts[2].generatorURL', 'alerts[2].labels', 'alerts[2].startsAt', 'commonLabels', 'truncatedAlerts',
    ]),
  )
})

test('a chat’s payload that speaks of alerts is none', () => {
  expect(decodeAs({}, { text: '"alerts"', alerts: [] })).toBeUndefined()
  expect(decodeAs({}, { alerts: [{}] })).toBeUndefined()
})
