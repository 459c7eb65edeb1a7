import { expect, test } from 'vitest'
import { cropSide, fitCrop, middleCrop } from './crop.ts'

const wide = { width: 400, height: 200 }

test('it begins with the largest square in the middle', () => {
  const crop = middleCrop(wide)
  expect([crop, cropSide(wide, crop.zoom)]).toEqual([{ x: 200, y: 100, zoom: 1 }, 200])
})

test.each([
  ['beyond the left', { x: -50, y: 100, zoom: 1 }, { x: 100, y: 100, zoom: 1 }],
  ['beyond the right and below', { x: 999, y: 999, zoom: 2 }, { x: 350, y: 150, zoom: 2 }],
  ['nearer than allowed', { x: 200, y: 100, zoom: 9 }, { x: 200, y: 100, zoom: 4 }],
  ['farther than the picture', { x: 200, y: 100, zoom: 0.5 }, { x: 200, y: 100, zoom: 1 }],
  ['inside', { x: 150, y: 90, zoom: 2 }, { x: 150, y: 90, zoom: 2 }],
])('it stays in the picture: %s', (_name, crop, fitted) => {
  expect(fitCrop(wide, crop)).toEqual(fitted)
})
