/** What is wrong with the network, in the window's language: days as they are written there, and nothing for what this version does not know. */
import { afterEach, expect, test, vi } from 'vitest'
import { sayDetail, sayRefusal, setLanguage } from '#renderer/text/i18n.ts'
import { sayListenerProblem, sayNotice } from './say-notice.ts'

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

test('a refusal inside a notice is in its language, too', async () => {
  await setLanguage('de')
  expect(sayNotice({ code: 'no_certificate_because', values: { error: 'Guests cannot create channels.' } })).toBe('Für das Netz gibt es kein Zertifikat: Gäste können keine Kanäle anlegen.')
  expect(sayListenerProblem({ notice: { code: 'here_denied', values: { port: 80 } }, problem: 'x' })).toBe('Tools können nicht posten: Dieses System erlaubt Port 80 nicht. Wähle einen anderen.')
})

test('a setting is called as the window calls it, and what people wrote stays', async () => {
  const taken = { code: 'port_taken', values: { port: 4667, address: '192.0.2.2' } }
  expect(sayNotice(taken)).toBe('Other computers cannot post: port 4667 of 192.0.2.2 is used by another program. Close it, or choose another port (“Port in the network”).')
  expect(sayNotice({ code: 'names_many', values: { most: 16 } })).toBe('Other names of this computer: use at most 16 names')
  expect(sayRefusal('There is no person “hooks.port (hooks.portal)”.')).toBe('There is no person “hooks.port (hooks.portal)”.')
  await setLanguage('de')
  expect(sayDetail('The body is larger than 5 bytes (hooks.bodyLimitBytes).')).toBe('Der Inhalt ist größer als 5 Byte („Größte Anfrage“).')
})

test('what this version has no words for is said as the server says it', () => {
  expect(sayNotice({ code: 'of_tomorrow', values: {} })).toBeUndefined()
  expect(sayListenerProblem({ notice: { code: 'of_tomorrow', values: {} }, problem: 'It is odd.' })).toBe('It is odd.')
  expect(sayListenerProblem({ notice: null, problem: null })).toBeUndefined()
})
