/** What Grafana's webhook becomes. Payload: the example of its documentation (“Configure the webhook notifier for Alerting”, v11). */
import { expect, test } from 'vitest'
import { decodeAs, type Read } from '../../../../test/helpers/decode-as.ts'

const silence = 'https://play.grafana.org/alerting/silence/new?alertmanager=grafana&matchers=alertname%3DT2%2Cteam%3Dblue%2Czone%3Dus-1'
const alert = {
  status: 'firing',
  labels: { alertname: 'High memory usage', grafana_folder: 'Ops', team: 'blue', zone: 'us-1' },
  annotations: { description: 'The system has high memory usage', runbook_url: 'https://myrunbook.com/runbook/1234', summary: 'This alert was triggered for zone us-1' },
  startsAt: '2021-10-12T09:51:03.157076+02:00', endsAt: '0001-01-01T00:00:00Z', generatorURL: 'https://play.grafana.org/alerting/1afz29v7z/edit', fingerprint: 'c6eadffa33fcdf37',
  silenceURL: silence, dashboardURL: '', panelURL: 'https://play.grafana.org/d/1?viewPanel=2', values: { B: 44.23943737541908, C: 1, D: 0.00123456 }, imageURL: 'https://play.grafana.org/i.png',
}
const payload = {
  receiver: 'My Super Webhook', status: 'firing', orgId: 1, alerts: [alert], groupLabels: {}, commonLabels: { team: 'blue' }, commonAnnotations: {},
  externalURL: 'https://play.grafana.org/', version: '1', groupKey: '{}:{}', truncatedAlerts: 0,
  title: '[FIRING:1]  (blue)', state: 'alerting', message: '**Firing**\n\nLabels:\n - alertname = T2\nAnnotations:\nSource: https://play.grafana.org',
}
const card: Read['attachments'][number] = {
  color: 'danger', title: 'This alert was triggered for zone us-1', title_link: 'https://play.grafana.org/alerting/1afz29v7z/edit', text: 'The system has high memory usage',
  image_url: 'https://play.grafana.org/i.png',
  fields: [
    { title: 'grafana_folder', value: 'Ops', short: true },
    { title: 'team', value: 'blue', short: true },
    { title: 'zone', value: 'us-1', short: true },
    { title: 'Values', value: 'B = 44.24, C = 1, D = 0.0012', short: true },
  ],
  footer: 'Firing since', ts: 1634025063,
  actions: [
    { type: 'button', text: 'Runbook', url: 'https://myrunbook.com/runbook/1234' },
    { type: 'button', text: 'Panel', url: 'https://play.grafana.org/d/1?viewPanel=2' },
    { type: 'button', text: 'Silence', url: silence },
  ],
}
const read = (readAs: string, text: string, attachments: Read['attachments'], ignored: string[] = []): Read => ({ readAs: `Grafana · ${readAs}`, text, attachments, ignored })

test('an alert of which title and message are as Grafana writes them by itself', () => {
  expect(decodeAs({}, payload)).toEqual(read('firing', '**Firing**: [High memory usage](https://play.grafana.org/)', [card]))
})

test('a title and a message of people', () => {
  expect(decodeAs({}, { ...payload, title: 'Memory in *us-1*', message: 'Look at **it**' })).toEqual(read('firing', '**[Memory in \\*us-1\\*](https://play.grafana.org/)**\n\nLook at **it**', [card]))
})

test('without a value in the values, and over', () => {
  const over = { ...alert, status: 'resolved', endsAt: '2021-10-12T09:56:03.157076+02:00', values: null, labels: { alertname: 'A' }, annotations: {}, silenceURL: '', panelURL: '', imageURL: '' }
  expect(decodeAs({}, { ...payload, status: 'resolved', state: 'ok', title: '[RESOLVED]  (blue)', message: '**Resolved**\n\nx', alerts: [over] })).toEqual(
    read('resolved', '**Resolved**: [A](https://play.grafana.org/)', [{ color: 'good', title: 'A', title_link: 'https://play.grafana.org/alerting/1afz29v7z/edit', footer: 'Resolved', ts: 1634025363 }]),
  )
})
