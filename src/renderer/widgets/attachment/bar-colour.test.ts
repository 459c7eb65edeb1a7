import { expect, test } from 'vitest'
import { barColour } from './bar-colour.ts'

test.each([
  ['good', 'var(--ok-solid)'],
  ['Warning', 'var(--warn-solid)'],
  ['#E0372E', '#e0372e'],
  ['#abc', '#abc'],
])('%s is a colour', (rawColour, colour) => {
  expect(barColour(rawColour)).toBe(colour)
})

test.each(['red', '#12', '#12345678', 'url(https://x.example)', '#fff;position:fixed', 'var(--hook-sign)', 'constructor', '', undefined])('%j is none', (rawColour) => {
  expect(barColour(rawColour)).toBeNull()
})
