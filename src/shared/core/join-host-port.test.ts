/** Whatever the host is, a URL finds it and its port again. */
import { expect, test } from 'vitest'
import { joinHostPort } from './join-host-port.ts'

test.each([
  ['127.0.0.1', '127.0.0.1:4665'],
  ['build.lan', 'build.lan:4665'],
  ['::1', '[::1]:4665'],
  ['fd00::12', '[fd00::12]:4665'],
  ['[fd00::12]', '[fd00::12]:4665'],
])('%s', (host, joined) => {
  expect([joinHostPort(host, 4665), new URL(`http://${joined}/`).host]).toEqual([joined, joined])
})
