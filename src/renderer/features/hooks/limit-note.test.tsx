import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Router } from 'wouter'
import type { Session } from '#shared/contract/rpc/session.ts'
import { isFull, LimitNote, LimitReached } from './limit-note.tsx'
import { SensitiveNote } from './sensitive-note.tsx'

const sessionOf = (changeSettings: boolean) => ({ may: { changeSettings } }) as Session
const room = { count: 20, limit: 20 }
const html = (part: ReactNode) => renderToStaticMarkup(<Router ssrPath="/">{part}</Router>)

test('full is what has a limit and reached it; unknown is room', () => {
  expect([undefined, { count: 9, limit: null }, { count: 0, limit: 1 }, room, { count: 21, limit: 20 }, { count: 0, limit: 0 }].map((one) => isFull(one))).toEqual([false, false, false, true, true, true])
})

describe.each([
  ['beside what it keeps from being done', LimitNote],
  ['in the place of the form', LimitReached],
])('%s', (_, Part) => {
  test('an admin is led to the setting, a member to an admin', () => {
    const admin = html(<Part room={room} session={sessionOf(true)} />)
    expect(admin).toContain('20 of 20 incoming webhooks')
    expect(admin).toMatch(/href="[^"]*\/settings\/integrations"[^>]*>Raise the limit/)
    const member = html(<Part room={room} session={sessionOf(false)} />)
    expect(member).toContain('ask an admin to raise the limit')
    expect(member).not.toContain('/settings')
  })
})

test('what must not go through a webhook is said with the command that posts as a person, and promises no encryption', () => {
  const note = html(<SensitiveNote channel="release-room" />)
  expect(note).toContain('Don’t send sensitive data through webhooks.')
  expect(note).toContain('stored as plain text')
  expect(note).toContain('<code>hookline post --channel release-room &quot;text&quot;</code>')
  expect(note).not.toMatch(/encrypt/i)
})
