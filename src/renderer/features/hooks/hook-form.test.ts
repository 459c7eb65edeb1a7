import { describe, expect, it } from 'vitest'
import { emptyHookForm, fieldsOf, resolveHookForm, type HookFormValues } from './hook-form.ts'

const channel = '0190c2a0-7c1e-7b51-8f64-1d2c3b4a5f60'
const filled: HookFormValues = { ...emptyHookForm, name: 'deploy', channel }

/** What stands at the fields. */
async function problems(values: HookFormValues): Promise<(string | undefined)[][]> {
  const { errors } = await resolveHookForm(values, undefined, { fields: {}, shouldUseNativeValidation: false })
  return Object.entries(errors).map(([field, error]) => [field, error.message])
}

describe('the webhook form', () => {
  it('asks for a name and a channel, and for nothing else', async () => {
    expect(await problems(emptyHookForm)).toEqual([
      ['name', 'Give the webhook a name'],
      ['channel', 'A valid channel is required'],
    ])
    expect(await problems(filled)).toEqual([])
  })

  it('turns what was left empty into null', () => {
    expect(fieldsOf(filled)).toEqual({ name: 'deploy', description: '', channel, locked: false, username: null, iconUrl: null, iconEmoji: null, rules: { perMinute: 600, whenFull: 'queue', countRepeats: true, keyed: 'update', keyField: null } })
  })

  it('asks for a key where the hook says, or nowhere', async () => {
    expect(fieldsOf({ ...filled, keyed: 'thread', keyField: 'alert.id' }).rules).toMatchObject({ keyed: 'thread', keyField: 'alert.id' })
    expect(await problems({ ...filled, keyField: 'k'.repeat(201) })).toEqual([['keyField', 'Use at most 200 characters']])
  })

  it('reads the pace as a number, and none as no limit', async () => {
    expect(fieldsOf({ ...filled, perMinute: '' }).rules.perMinute).toBeNull()
    expect(fieldsOf({ ...filled, perMinute: '60' }).rules.perMinute).toBe(60)
    expect(fieldsOf({ ...filled, perMinute: '1.000' }).rules.perMinute).toBe(1000)
    const wrong = { '0': 'Must be at least 1', '-1': 'Must be at least 1', '1.5': 'Must be a whole number', many: 'Must be a whole number', '100001': 'Must be at most 100000' }
    for (const [perMinute, why] of Object.entries(wrong)) expect(await problems({ ...filled, perMinute })).toEqual([['perMinute', why]])
  })

  it.each([
    ['https://example.com/a.png', { iconUrl: 'https://example.com/a.png', iconEmoji: null }],
    [':rocket:', { iconUrl: null, iconEmoji: 'rocket' }],
    ['rocket', { iconUrl: null, iconEmoji: 'rocket' }],
    ['🚀', { iconUrl: null, iconEmoji: '🚀' }],
  ])('reads the picture %s as an address or an emoji', async (picture, expected) => {
    expect(await problems({ ...filled, picture })).toEqual([])
    expect(fieldsOf({ ...filled, picture })).toMatchObject(expected)
  })

  it('says how an address of a picture begins, and how long a text may be', async () => {
    expect(await problems({ ...filled, picture: 'example.com/a.png' })).toEqual([['picture', 'Must begin with http:// or https://']])
    expect(await problems({ ...filled, name: 'x'.repeat(65), picture: `https://x.example/${'a'.repeat(1024)}` })).toEqual([
      ['name', 'Use at most 64 characters'],
      ['picture', 'Use at most 1,024 characters'],
    ])
  })
})
