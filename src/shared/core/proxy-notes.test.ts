import { expect, test } from 'vitest'
import { readProxyNote, sayProxyNote, type ProxyNote } from './proxy-notes.ts'

test('each note is read back as it was said', () => {
  const notes: ProxyNote[] = [
    { code: 'untrusted', header: 'X-Forwarded-For', address: '10.0.0.5' },
    { code: 'untrusted', header: 'Forwarded', address: 'fe80::1%eth0' },
    { code: 'unclear', header: 'Forwarded' },
    { code: 'differ' },
  ]
  expect(notes.map((note) => readProxyNote(sayProxyNote(note)))).toEqual(notes)
})

test.each(['username', 'its own address (hidden)', 'X-Forwarded-For', 'X-Real-IP (10.0.0.5 is no trusted proxy)', 'X-Forwarded-For (<b>x</b> is no trusted proxy)', ''])('“%s” is none', (text) => {
  expect(readProxyNote(text)).toBeUndefined()
})
