import { expect, test } from 'vitest'
import { defaultHookRules } from '#shared/contract/hook-rules.ts'
import type { Hook } from '#shared/contract/hook.ts'
import { readValues, valuesOf, type RulesValues } from './rules-form.ts'

const stored = valuesOf({ locked: false, rules: defaultHookRules } as unknown as Hook)
const signed = (changed: Partial<RulesValues['signature']>): RulesValues => ({ ...stored, signature: { ...stored.signature, ...changed } })

test('what is shown and wrong is refused by its field', () => {
  expect(readValues(signed({ scheme: 'slack', toleranceSeconds: '' }))).toHaveProperty('errors.toleranceSeconds')
  expect(readValues(signed({ scheme: 'hmac', header: 'X Signature' }))).toHaveProperty('errors.header')
  expect(readValues(signed({ scheme: 'hmac', prefix: 'a'.repeat(33) }))).toHaveProperty('errors.prefix')
  expect(readValues({ ...stored, mentionsPerHour: 'many' })).toHaveProperty('errors.mentionsPerHour')
})

test.each<[string, RulesValues]>([
  ['a tolerance', signed({ scheme: 'github', toleranceSeconds: '' })],
  ['a header', signed({ scheme: 'slack', header: 'X Signature' })],
  ['a prefix', signed({ scheme: 'none', prefix: 'a'.repeat(33) })],
  ['a budget', { ...stored, mentions: 'nobody', mentionsPerHour: 'many' }],
])('%s that was wrong before its field went keeps nobody from saving', (_, values) => {
  const read = readValues(values)
  const { toleranceSeconds, header, prefix } = defaultHookRules.signature
  expect(read).toMatchObject({ rules: { mentionsPerHour: null, signature: { scheme: values.signature.scheme, toleranceSeconds, header, prefix } } })
})

test('what is right stays, shown or not', () => {
  expect(readValues(signed({ scheme: 'github', toleranceSeconds: '60', header: 'X-Mine', prefix: 'v1=' }))).toMatchObject({ rules: { signature: { toleranceSeconds: 60, header: 'X-Mine', prefix: 'v1=' } } })
})
