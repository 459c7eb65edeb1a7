/** What is wrong with the network, in the window's language: days as they are written there, and nothing for what this version does not know. */
import { afterEach, expect, test, vi } from 'vitest'
import { setLanguage } from '#renderer/text/i18n.ts'
import { sayLanProblem, sayNotice } from './say-notice.ts'

vi.stubGlobal('navigator', { languages: ['en-GB'] })
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
vi.stubGlobal('document', { documentElement: {} })
afterEach(() => setLanguage('en'))

const ended = { code: 'certificate_ended', values: { path: '/tls/a.pem', day: new Date(2026, 10, 3, 12).getTime() } }

test('a day stands as the language writes it', async () => {
  expect(sayNotice(ended)).toBe('The certificate in /tls/a.pem ended on 3 Nov 2026. Renew it first.')
  await setLanguage('de')
  expect(sayNotice(ended)).toBe('Das Zertifikat in /tls/a.pem ist am 3. Nov. 2026 abgelaufen. Erneuere es zuerst.')
})

test('what this version has no words for is said as the server says it', () => {
  expect(sayNotice({ code: 'of_tomorrow', values: {} })).toBeUndefined()
  expect(sayLanProblem({ notice: { code: 'of_tomorrow', values: {} }, problem: 'It is odd.' })).toBe('It is odd.')
  expect(sayLanProblem({ notice: null, problem: null })).toBeUndefined()
})
