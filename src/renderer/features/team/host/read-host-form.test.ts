import { expect, test } from 'vitest'
import { readBefore, readHostForm } from './read-host-form.ts'

test('a name comes before the addresses, each once and with a port', () => {
  expect(readHostForm({ chosen: ['192.168.0.7', 'chat.example', '2001:db8::7'], name: ' chat.example ', port: '4666' })).toEqual({
    addresses: ['chat.example:4666', '192.168.0.7:4666', '[2001:db8::7]:4666'],
    name: 'chat.example',
    port: 4666,
  })
})

test.each([
  ['chat.example:443', 'chat.example:443'],
  ['[2001:db8::7]:443', '[2001:db8::7]:443'],
  ['[2001:db8::7]', '[2001:db8::7]:4666'],
])('%s is announced as %s', (name, address) => expect(readHostForm({ chosen: [], name, port: '4666' }).addresses).toEqual([address]))

test('at most eight are announced', () => {
  const chosen = Array.from({ length: 12 }, (_, index) => `10.0.0.${index}`)
  expect(readHostForm({ chosen, name: '', port: '1' })).toMatchObject({ name: null, addresses: { length: 8 } })
})

test.each(['', '0', '-1', '65536', '4666a', '1e3', ' ', '04666'])('%j is no port', (port) => {
  expect(readHostForm({ chosen: ['10.0.0.1'], name: '', port })).toMatchObject({ port: null, addresses: [] })
})

test('a form for a host that was there before begins with its name and what was ticked', () => {
  const lan = ['192.168.7.9', 'fd00::9']
  const begun = (...before: string[]) => readBefore(before, lan, 4666)
  expect(begun()).toEqual({ name: '', left: [] })
  expect(begun('chat.example:4666', '192.168.7.9:4666')).toEqual({ name: 'chat.example', left: ['fd00::9'] })
  expect(begun('chat.example:443', '192.168.7.9:4666', '[fd00::9]:4666')).toEqual({ name: 'chat.example:443', left: [] })
  // Of the network before this one; a public address is somebody's own.
  expect(begun('192.168.1.20:4666', '[fe80::1]:4666')).toEqual({ name: '', left: [] })
  expect(begun('203.0.113.4:4666', '192.168.1.20:4666')).toEqual({ name: '203.0.113.4', left: [] })
  expect(begun('[2001:db8::7]:443')).toEqual({ name: '[2001:db8::7]:443', left: [] })
  expect(begun('10.example:4666', '172.160.1.1:4666').name).toBe('10.example')
})
