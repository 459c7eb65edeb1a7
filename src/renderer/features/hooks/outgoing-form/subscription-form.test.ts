import { describe, expect, it } from 'vitest'
import type { Subscription } from '#shared/contract/subscription.ts'
import { emptySubscriptionForm, fieldOfRefusal, fieldsOf, fitFormat, resolveSubscriptionForm, riskyChanges, valuesOf, type SubscriptionFormValues } from './subscription-form.ts'

const channel = '0190c2a0-7c1e-7b51-8f64-1d2c3b4a5f60'
const filled: SubscriptionFormValues = { ...emptySubscriptionForm, name: 'case-mirror', channels: [channel], urls: 'https://crm.example/hook' }

/** What stands at the fields. */
async function problems(values: SubscriptionFormValues): Promise<(string | undefined)[][]> {
  const { errors } = await resolveSubscriptionForm(values, undefined, { fields: {}, shouldUseNativeValidation: false })
  return Object.entries(errors).map(([field, error]) => [field, (error as { message?: string }).message])
}

describe('the form of an outgoing webhook', () => {
  it('asks for a name, an address, and a channel or words', async () => {
    expect(await problems(emptySubscriptionForm)).toEqual([
      ['name', 'Give the webhook a name'],
      ['urls', 'Give at least one callback URL'],
      ['channels', 'Choose a channel, or below the words to wait for in all public channels'],
    ])
    expect(await problems(filled)).toEqual([])
    expect(await problems({ ...filled, channels: [], when: 'first-word', words: 'deploy' })).toEqual([])
  })

  it('says which line is no address, which expression is broken, and what a header is', async () => {
    expect(await problems({ ...filled, urls: 'https://a.example\nftp://b.example' })).toEqual([['urls', 'Line 2 must be an http:// or https:// address without name and password']])
    expect(await problems({ ...filled, urls: '\nhttps://a.example\n \nftp://b.example' })).toEqual([['urls', expect.stringContaining('Line 4 must be')]])
    expect(await problems({ ...filled, when: 'anywhere', words: ' \n' })).toEqual([['words', 'Give at least one word, or choose every message']])
    expect(await problems({ ...filled, when: 'regex', words: 'a(b' })).toEqual([['words', expect.stringContaining('“a(b” is no regular expression')]])
    expect(await problems({ ...filled, headers: [{ name: 'X Key', value: '1' }] })).toEqual([['headers', expect.stringContaining('A header has a name')]])
    const twice = [{ name: 'X-Key', value: '1' }, { name: '', value: '' }, { name: '', value: '' }, { name: 'x-key ', value: '2' }]
    expect(await problems({ ...filled, headers: twice })).toEqual([['headers', 'The header x-key is there twice; take one of them off']])
    expect(await problems({ ...filled, events: [] })).toEqual([['events', 'Choose at least one event']])
  })

  it('turns lines into lists, empty rows into nothing and empty fields into null', () => {
    const fields = fieldsOf({ ...filled, urls: ' https://a.example \n\nhttps://b.example', headers: [{ name: 'X-Key', value: ' 1 ' }, { name: '', value: '' }], when: 'every', words: 'left over' })
    expect(fields).toMatchObject({ urls: ['https://a.example', 'https://b.example'], headers: { 'X-Key': '1' }, trigger: { when: 'every', words: [] }, receiver: null, username: null, iconUrl: null, allow: [] })
  })

  it('wants an event beside the links to files', async () => {
    expect(await problems({ ...filled, events: ['files'] })).toEqual([['events', 'Choose at least one event']])
    expect(await problems({ ...filled, events: ['posted', 'files'], format: 'kommo-v1' })).toEqual([])
    expect(fitFormat({ ...filled, events: ['edited', 'files'] }, 'kommo-v2').events).toEqual(['posted', 'files'])
    expect(fitFormat({ ...filled, events: ['edited', 'files'] }, 'slack').events).toEqual(['edited'])
  })

  it('takes off what a format cannot tell of', () => {
    const values: SubscriptionFormValues = { ...filled, events: ['edited', 'reaction'], from: 'everybody' }
    expect(fitFormat(values, 'standard-webhooks')).toEqual({ events: ['edited', 'reaction'], from: 'everybody' })
    expect(fitFormat(values, 'kommo-v2')).toEqual({ events: ['posted'], from: 'people' })
  })

  it('knows which changes a receiver may not be ready for', () => {
    const before = { ...fieldsOf(filled), channels: [{ id: channel, name: 'release-room' }] } as unknown as Subscription
    expect(valuesOf(before)).toEqual(filled)
    expect(riskyChanges(before, { ...filled, name: 'other', allow: '127.0.0.1:80' })).toEqual([])
    expect(riskyChanges(before, { ...filled, urls: 'https://b.example', format: 'slack', when: 'regex', words: 'x', signature: 'none' })).toEqual(['urls', 'format', 'trigger', 'signature'])
  })

  it('puts a refusal of the server at its field', () => {
    expect(['trigger', 'trigger.words.0', 'channels', 'urls.1', 'nothing', undefined].map((field) => fieldOfRefusal({ code: 'invalid', message: '', ...(field === undefined ? {} : { field }) }))).toEqual(['words', 'words', 'channels', 'urls', undefined, undefined])
  })
})
