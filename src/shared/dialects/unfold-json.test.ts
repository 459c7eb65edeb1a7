/** JSON as a text within JSON, and what of it is shown. */
import { expect, test } from 'vitest'
import { getDialect } from './index.ts'
import { unfoldJson } from './unfold-json.ts'

test('an alarm of Amazon’s CloudWatch, which SNS sends as a text, is shown by its fields', () => {
  const alarm = { AlarmName: 'cpu', AlarmDescription: null, NewStateValue: 'ALARM', NewStateReason: 'Threshold crossed', Trigger: { MetricName: 'CPUUtilization', password: 'hunter2' } }
  const body = { Type: 'Notification', Subject: 'ALARM: "cpu"', Message: JSON.stringify(alarm), SignatureVersion: '1' }
  const decoded = getDialect('any').decode({ method: 'POST', headers: { 'content-type': 'text/plain; charset=UTF-8' }, query: new URLSearchParams(), rawText: JSON.stringify(body) })
  expect(decoded).toMatchObject({
    ok: true,
    post: {
      text: '**ALARM: "cpu"**',
      attachments: [
        {
          color: 'danger',
          fields: [
            { title: 'Type', value: 'Notification' },
            { title: 'Message.AlarmName', value: 'cpu' },
            { title: 'Message.NewStateValue', value: 'ALARM' },
            { title: 'Message.NewStateReason', value: 'Threshold crossed' },
            { title: 'Message.Trigger.MetricName', value: 'CPUUtilization' },
            { title: 'Message.Trigger.password', value: '\\[hidden\\]' },
            { title: 'SignatureVersion', value: '1' },
          ],
        },
      ],
    },
  })
  expect(JSON.stringify(decoded)).not.toContain('hunter2')
})

test.each([
  ['not JSON', { a: '{x}', b: '{"a"', c: '{"a":1} and more', d: '{"a":1}\n{"a":2}' }],
  ['a list, a word, a number', { a: '[1]', b: '"x"', c: '7' }],
  ['no object', ['{"a":1}']],
  ['very deep', { a: `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}` }],
])('%s stays', (_name, value) => expect(unfoldJson(value)).toEqual(value))
