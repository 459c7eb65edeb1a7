import { expect, test } from 'vitest'
import { asText, asWritten, parseSlashCommand } from './slash-command.ts'

const post = (text: string, isAction = false) => ({ kind: 'post', text, isAction })

test.each([
  ['hello', post('hello')],
  ['\n\n hello \n', post(' hello')],
  ['    code\n    more', post('    code\n    more')],
  ['', post('')],
  ['/', post('/')],
  ['/ me', post('/ me')],
  ['/etc/hosts is a file', post('/etc/hosts is a file')],
  ['/24', post('/24')],
  ['and/or', post('and/or')],
  ['//me is a command', post('/me is a command')],
  [' /mute', post('/mute')],
  ['\n/mute', post('/mute')],
])('%j is text', (raw, parsed) => {
  expect(parseSlashCommand(raw)).toEqual(parsed)
})

test.each([
  ['/me waves', post('waves', true)],
  ['/ME  waves\nto all ', post('waves\nto all', true)],
  ['/me', { kind: 'incomplete', name: 'me' }],
  ['/shrug', post('¯\\\\\\_(ツ)\\_/¯')],
  ['/shrug no idea', post('no idea ¯\\\\\\_(ツ)\\_/¯')],
  ['/mute', { kind: 'mute' }],
  ['/mute please', { kind: 'mute' }],
  ['/hooks', { kind: 'hooks' }],
  ['/leave', { kind: 'leave' }],
  ['/help', { kind: 'help' }],
  ['/invite @Ada, @grace.h  ada', { kind: 'invite', usernames: ['ada', 'grace.h'] }],
  ['/invite', { kind: 'incomplete', name: 'invite' }],
  ['/invite @', { kind: 'incomplete', name: 'invite' }],
  ['/dm @ada', { kind: 'dm', username: 'ada', text: '' }],
  ['/dm ada are you there?\nyes?', { kind: 'dm', username: 'ada', text: 'are you there?\nyes?' }],
  ['/dm', { kind: 'incomplete', name: 'dm' }],
  ['/Frobnicate now', { kind: 'unknown', name: 'Frobnicate' }],
  ['/constructor', { kind: 'unknown', name: 'constructor' }],
])('%j is a command', (raw, parsed) => {
  expect(parseSlashCommand(raw)).toEqual(parsed)
})

test('what is said to be text becomes text', () => {
  for (const raw of ['/mute', '/frob x', 'plain', '//x']) expect(parseSlashCommand(asText(raw))).toEqual(post(raw))
})

test('what was sent can be written again, and means the same', () => {
  for (const raw of ['hello', '/me waves', '//me waves', '//shrug', '/shrug well', '//frob', '///x', '/etc/hosts', '    code']) {
    const sent = parseSlashCommand(raw)
    expect(sent.kind).toBe('post')
    expect(parseSlashCommand(asWritten(sent as { text: string; isAction: boolean }))).toEqual(sent)
  }
  expect(asWritten({ text: '/etc/hosts is a file', isAction: false })).toBe('/etc/hosts is a file')
})
