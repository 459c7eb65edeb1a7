import { expect, test } from 'vitest'
import { formatDisposition, parseRange } from './answer-content.ts'

test.each([
  [undefined, undefined],
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=2-5', { first: 2, last: 5 }],
  ['bytes=7-', { first: 7, last: 9 }],
  ['bytes=7-100', { first: 7, last: 9 }],
  ['bytes=-3', { first: 7, last: 9 }],
  ['bytes=-100', { first: 0, last: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=10-20', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-2', undefined],
  ['bytes=0-1,3-4', undefined],
  ['bytes=-', undefined],
  ['items=0-1', undefined],
  ['bytes=a-b', undefined],
] as const)('%s of ten bytes', (raw, range) => {
  expect(parseRange(raw, 10)).toEqual(range)
})

test('nothing of an empty file can be had', () => {
  expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable')
})

test.each([
  ['report.pdf', `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`],
  ['Übersicht (1).txt', `attachment; filename="_bersicht (1).txt"; filename*=UTF-8''%C3%9Cbersicht%20%281%29.txt`],
  [`a"b\\c%d*e'f`, `attachment; filename="a_b_c_d*e'f"; filename*=UTF-8''a%22b%5Cc%25d%2Ae%27f`],
  ['😀.png', `attachment; filename="_.png"; filename*=UTF-8''%F0%9F%98%80.png`],
  ['a\r\nSet-Cookie: x=1', `attachment; filename="a__Set-Cookie: x=1"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x%3D1`],
])('%j is attached', (name, header) => {
  expect(formatDisposition(name)).toBe(header)
})
