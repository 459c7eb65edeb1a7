/** What Discord's Markdown means, from its documents: "Message formatting" and its help page on text formatting. Written before the code ran. */
import { describe, expect, test } from 'vitest'
import { formatDiscordTime, readIsoTime } from './format-time.ts'
import { discordToMarkdown, discordToPlain } from './markdown.ts'

const mara = '019c23e9-a9a8-735c-b6ce-0a69df63aaf0'
const named = { usernameOf: (id: string) => (id === mara ? 'mara' : undefined) }

test.each([
  ['plain words', 'Build 7 passed. 3 < 4 & 5 > 4', 'Build 7 passed. 3 < 4 & 5 > 4'],
  ['marks that both know', '**b** *i* _i_ ~~s~~ `code` [t](https://x.example) <https://y.example>', '**b** *i* _i_ ~~s~~ `code` [t](https://x.example) <https://y.example>'],
  ['underlined words are strong', '__under__ ***both***', '__under__ ***both***'],
  ['a person whom we know', `ask <@${mara}> or <@!${mara}>`, 'ask @mara or @mara'],
  ['people, roles and channels whom we do not', '<@80351110224678912> <@!80351110224678912> <@&165511591545143296> <#103735883630395392>', '@80351110224678912 @80351110224678912 @165511591545143296 #103735883630395392'],
  ['everyone', '@everyone @here', '@everyone @here'],
  ['emoji of a server', '<:mmLol:216154654256398347> <a:b1nzy:392938283556143104>', ':mmLol: :b1nzy:'],
  ['a command and a page', '</airhorn:816437322781949972> <id:customize>', '/airhorn #customize'],
  ['what looks like a mark and is none', '<@12> <t:soon> <b>bold</b> a<b', '<@12> <t:soon> <b>bold</b> a<b'],
  ['an escaped mark', '\\<t:1618953630> \\*no\\*', '\\<t:1618953630> \\*no\\*'],
])('%s', (_, raw, wanted) => expect(discordToMarkdown(raw, named)).toBe(wanted))

describe('times', () => {
  // The documents' own example: 1618953630 is 20 April 2021, 21:20:30 UTC.
  test.each([
    ['<t:1618953630>', '2021-04-20 21:20 UTC'],
    ['<t:1618953630:t>', '21:20 UTC'],
    ['<t:1618953630:T>', '21:20:30 UTC'],
    ['<t:1618953630:d>', '2021-04-20'],
    ['<t:1618953630:D>', '2021-04-20'],
    ['<t:1618953630:f>', '2021-04-20 21:20 UTC'],
    ['<t:1618953630:F>', '2021-04-20 21:20 UTC'],
    ['<t:1618953630:R>', '2021-04-20 21:20 UTC'],
    ['<t:-1>', '1969-12-31 23:59 UTC'],
  ])('%s', (raw, wanted) => expect(discordToMarkdown(raw)).toBe(wanted))

  test('there are none after the end of time', () => {
    expect(formatDiscordTime(9e12)).toBeUndefined()
    expect(discordToMarkdown('<t:9999999999999>')).toBe('\\<t:9999999999999>')
  })

  test.each([
    ['2026-11-20T10:00:07.079Z', 1795168807.079],
    ['2026-11-20T10:00:07+00:00', 1795168807],
    ['2026-11-20T12:00:07+02:00', 1795168807],
    ['2026-11-20T12:00:07+0200', 1795168807],
    ['2026-11-20T10:00:07', 1795168807],
    ['2026-11-20 10:00', 1795168800],
    ['2026-11-20T10:00:07.123456Z', 1795168807.123],
    ['2026-11-20', 1795132800],
    ['yesterday', undefined],
    ['2026-13-45T00:00:00Z', undefined],
  ])('ISO 8601: %s', (raw, wanted) => expect(readIsoTime(raw)).toBe(wanted))
})

describe('lines', () => {
  test.each([
    ['a quote ends with its line', '> quoted\nafter', '> quoted\n\nafter'],
    ['two lines of a quote', '> one\n> two\n\nafter', '> one\n> two\n\nafter'],
    ['a quote of all the rest', 'before\n>>> one\ntwo\n\nthree', 'before\n> one\n> two\n> \n> three'],
    ['no quote without a space', '>nothing', '\\>nothing'],
    ['subtext is text', '-# small print', 'small print'],
    ['three kinds of headings', '# a\n## b\n### c', '# a\n## b\n### c'],
    ['a fourth there is not', '#### d', '\\#### d'],
    ['a line of dashes is no heading and no rule', 'Title\n-----\n===', 'Title\n\\-----\n\\==='],
    ['a list', '- a\n  - b\n1. c', '- a\n  - b\n1. c'],
  ])('%s', (_, raw, wanted) => expect(discordToMarkdown(raw)).toBe(wanted))
})

describe('code', () => {
  test.each([
    ['keeps what stands in it', '`<@80351110224678912> ||x||` and `a > b`', '`<@80351110224678912> ||x||` and `a > b`'],
    ['a block as Markdown has it', '```js\nlet a = `x`\n```', '```js\nlet a = `x`\n```'],
    ['a block that ends with its text', '```diff\n- old\n+ new```', '```diff\n- old\n+ new\n```'],
    ['a block in one line', '```df -h```', '```\ndf -h\n```'],
    ['a block within a line', 'Log: ```one\ntwo``` done', 'Log: \n```one\ntwo\n```\n done'],
    ['a block in a quote', '>>> see\n```\na\nb\n```', '> see\n> ```\n> a\n> b\n> ```'],
    ['no line of it is read', '```\n> a\n-# b\n---\n```', '```\n> a\n-# b\n---\n```'],
  ])('%s', (_, raw, wanted) => expect(discordToMarkdown(raw)).toBe(wanted))
})

describe('spoilers', () => {
  test.each([
    ['words', 'It was ||the butler||!', 'It was ||the butler||!'],
    ['with space inside of the bars', '|| the butler ||', '||the butler||'],
    ['over a line break', '||a\nb||', '||a\nb||'],
    ['over paragraphs, each hidden by itself', '||a\n\nb||', '||a||\n\n||b||'],
    ['nothing to hide', '|| ||', '|| ||'],
    ['with marks inside', '||**who** <t:1618953630:d>||', '||**who** 2021-04-20||'],
  ])('%s', (_, raw, wanted) => expect(discordToMarkdown(raw)).toBe(wanted))
})

test('titles and names of fields are words without marks', () => {
  expect(discordToPlain(`**Deploy** of __api__ by <@${mara}> at <t:1618953630:t> \\*now\\* snake_case ||psst||`, named)).toBe('Deploy of api by @mara at 21:20 UTC *now* snake_case psst')
})

test('a hostile text takes time in proportion to its length', () => {
  for (const part of ['||', '`', '<@', '<t:', '> ', '```', '\\', '[', '@a']) {
    const at = performance.now()
    discordToMarkdown(part.repeat(20_000))
    expect(performance.now() - at, part).toBeLessThan(500)
  }
})
