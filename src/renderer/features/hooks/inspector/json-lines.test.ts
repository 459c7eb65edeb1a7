/** Bodies as the inspector lays them out. */
import { expect, test } from 'vitest'
import { toLines } from './json-lines.ts'

const texts = (body: string) => toLines(body).map((line) => line.map(({ text }) => text).join(''))

test('JSON is laid out, with its names, texts and numbers told apart', () => {
  expect(toLines('{"a":["x",1,true],"b":"c: \\"d\\""}').flat().filter(({ kind }) => kind !== undefined)).toEqual([
    { text: '"a"', kind: 'name' }, { text: '"x"', kind: 'string' }, { text: '1', kind: 'number' }, { text: 'true', kind: 'number' }, { text: '"b"', kind: 'name' }, { text: '"c: \\"d\\""', kind: 'string' },
  ])
})

test.each(['{"text": "half', '[1, 2', 'text=a&b=c', '<a>\n<b/></a>', '', '  plain\n\n text'])('nothing is lost of %j', (body) => {
  expect(texts(body).join('\n')).toBe(body)
})

test('numbers and names stand there as they were sent: long ones, with noughts, and names that come twice', () => {
  expect(texts('{"id":12345678901234567890,"x":1.0,"e":[1E5 , {"a":{} , "b":[ ]}],"id":"\\u0041, {\\" }"}')).toEqual([
    '{', '  "id": 12345678901234567890,', '  "x": 1.0,', '  "e": [', '    1E5,', '    {', '      "a": {},', '      "b": []', '    }', '  ],', '  "id": "\\u0041, {\\" }"', '}',
  ])
})

test('a deep one and a long text are laid out, too', () => {
  expect(texts('['.repeat(500) + ']'.repeat(500))).toHaveLength(999)
  expect(texts(JSON.stringify(['\\"'.repeat(100_000)]))).toHaveLength(3)
})

test('a large one is not coloured', () => {
  expect(toLines(JSON.stringify({ a: 'x'.repeat(40_000) })).flat().some(({ kind }) => kind !== undefined)).toBe(false)
})
