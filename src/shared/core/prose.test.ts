import { describe, expect, test } from 'vitest'
import { listMentions } from './mentions.ts'
import { proseOf } from './prose.ts'

const known = new Set(['jim', 'mara'])
const named = (text: string): string[] => listMentions(text, known).usernames

describe('code names nobody', () => {
  test.each([
    '`@jim`',
    '`` ` @jim ` ``',
    'two `lines of\n@jim`',
    '```\n@jim\n```',
    '```ts @jim\n@jim\n```',
    '~~~\n@jim\n~~~',
    '~~~~\n~~~\n@jim\n~~~~',
    '> ```\n> @jim\n> ```',
    '- item\n  ```\n  @jim\n  ```',
    'never closed\n```\n@jim\n\n@jim',
    '    @jim\n\n    @jim',
    'before\n\n\t@jim',
    '`@jim\\`',
    '\\``@jim`',
  ])('%j', (text) => expect(named(text)).toEqual([]))
})

describe('links name nobody: neither where they lead nor what they are called', () => {
  test.each([
    '[profile](https://e.example/@jim)',
    '[profile](https://e.example/@jim "by @jim")',
    '[@jim](https://e.example/jim)',
    '![@jim](https://e.example/@jim.png)',
    '[a [b] @jim](<https://e.example>)',
    '[wiki](https://e.example/a_(b)/@jim)',
    'https://e.example/@jim',
    '<https://e.example/@jim>',
    'www.e.example/@jim',
    'ftp://@jim',
  ])('%j', (text) => expect(named(text)).toEqual([]))
})

describe('prose does', () => {
  test.each([
    'a ` and @jim',
    '`code` @jim `code`',
    '`` not closed ` @jim',
    '```\ncode\n```\n@jim',
    '~~~\n```\n~~~\n@jim',
    '\\`@jim\\`',
    '`a\n\n@jim`',
    '- item\n\n    @jim, still of the item',
    'a paragraph\n    @jim goes on',
    '[link](https://e.example) @jim',
    '[no link] @jim (https://e.example)',
    '[no link]\n(@jim)',
    '> @jim',
    '**@jim**, ~~@jim~~ and see https://e.example',
  ])('%j', (text) => expect(named(text)).toEqual(['jim']))
})

test('it stays quick for texts made to be slow', () => {
  for (const text of ['`'.repeat(16_000), '`a``b```c'.repeat(2_000), '['.repeat(16_000), '[a'.repeat(8_000), '[a](b'.repeat(3_000), '[[a]'.repeat(4_000), 'a://'.repeat(4_000), '\\`'.repeat(8_000), '> '.repeat(8_000)]) {
    const started = process.cpuUsage().user
    proseOf(`${text}@jim`)
    expect([text.slice(0, 5), (process.cpuUsage().user - started) / 1000 < 500]).toEqual([text.slice(0, 5), true])
  }
})
