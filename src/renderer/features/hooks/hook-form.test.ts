import { describe, expect, it } from 'vitest'
import { emptyHookForm, fieldsOf, hookFormSchema, type HookFormValues } from './hook-form.ts'

const channel = '0190c2a0-7c1e-7b51-8f64-1d2c3b4a5f60'
const filled: HookFormValues = { ...emptyHookForm, name: 'deploy', channel }

const problems = (values: HookFormValues) => hookFormSchema.safeParse(values).error?.issues.map((issue) => [issue.path[0], issue.message]) ?? []

describe('the webhook form', () => {
  it('asks for a name and a channel, and for nothing else', () => {
    expect(problems(emptyHookForm)).toEqual([
      ['name', 'give the webhook a name'],
      ['channel', 'A valid channel is required'],
    ])
    expect(problems(filled)).toEqual([])
  })

  it('turns what was left empty into null', () => {
    expect(fieldsOf(filled)).toEqual({ name: 'deploy', description: '', channel, locked: false, username: null, iconUrl: null, iconEmoji: null })
  })

  it.each([
    ['https://example.com/a.png', { iconUrl: 'https://example.com/a.png', iconEmoji: null }],
    [':rocket:', { iconUrl: null, iconEmoji: 'rocket' }],
    ['rocket', { iconUrl: null, iconEmoji: 'rocket' }],
    ['🚀', { iconUrl: null, iconEmoji: '🚀' }],
  ])('reads the picture %s as an address or an emoji', (picture, expected) => {
    expect(problems({ ...filled, picture })).toEqual([])
    expect(fieldsOf({ ...filled, picture })).toMatchObject(expected)
  })

  it('says how an address of a picture begins', () => {
    expect(problems({ ...filled, picture: 'example.com/a.png' })).toEqual([['picture', 'must begin with http:// or https://']])
  })
})
