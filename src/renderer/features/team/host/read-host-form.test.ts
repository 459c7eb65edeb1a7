import { expect, test } from 'vitest'
import { readHostForm } from './read-host-form.ts'

test('a name comes before the addresses, each once, at most eight', () => {
  expect(readHostForm({ chosen: ['192.168.0.7', 'chat.example'], name: ' chat.example ', port: '4666' })).toEqual({ addresses: ['chat.example', '192.168.0.7'], name: 'chat.example', port: 4666 })
  expect(readHostForm({ chosen: Array.from({ length: 12 }, (_, index) => `10.0.0.${index}`), name: '', port: '0' })).toMatchObject({ name: null, port: 0, addresses: { length: 8 } })
})

test.each(['', '-1', '65536', '4666a', '1e3', ' '])('%j is no port', (port) => {
  expect(readHostForm({ chosen: [], name: '', port }).port).toBe(null)
})
