import { expect, test } from 'vitest'
import { readHostForm } from './read-host-form.ts'

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
