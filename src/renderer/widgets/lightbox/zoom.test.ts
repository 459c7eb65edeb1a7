import { expect, test } from 'vitest'
import { fitScale, toggleZoom, zoomIn, zoomOut } from './zoom.ts'

test('a picture is made to fit and never enlarged', () => {
  const stage = { width: 800, height: 600 }
  expect([
    fitScale({ width: 1600, height: 600 }, stage),
    fitScale({ width: 400, height: 1200 }, stage),
    fitScale({ width: 20, height: 20 }, stage),
    fitScale({ width: 0, height: 0 }, stage),
  ]).toEqual([0.5, 0.5, 1, 1])
})

test('in and out meet again at fit, and in ends', () => {
  expect(zoomIn('fit', 0.5)).toBe(0.75)
  expect(zoomOut(0.75, 0.5)).toBe('fit')
  expect(zoomOut('fit', 0.5)).toBe('fit')
  expect(zoomOut(3, 0.5)).toBe(2)
  expect(zoomIn(7, 0.5)).toBe(8)
})

test('a click shows every pixel, or twice as much where that is so already', () => {
  expect([toggleZoom('fit', 0.5), toggleZoom('fit', 1), toggleZoom(1, 0.5)]).toEqual([1, 2, 'fit'])
})
