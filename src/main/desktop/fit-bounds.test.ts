import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitBounds, type Bounds } from './fit-bounds.ts'

const laptop: Bounds = { x: 0, y: 25, width: 1512, height: 920 }
const left: Bounds = { x: -1920, y: 0, width: 1920, height: 1080 }

test.each([
  ['nothing remembered: the usual size, in the middle', null, [laptop], { x: 36, y: 35, width: 1440, height: 900 }],
  ['nothing remembered, a small screen', null, [{ x: 0, y: 0, width: 1024, height: 700 }], { x: 0, y: 0, width: 1024, height: 700 }],
  ['a screen smaller than the smallest window', null, [{ x: 0, y: 0, width: 640, height: 400 }], { x: 0, y: 0, width: 640, height: 400 }],
  ['where it was', { x: 100, y: 80, width: 900, height: 700 }, [laptop], { x: 100, y: 80, width: 900, height: 700 }],
  ['on the second screen', { x: -1800, y: 40, width: 900, height: 700 }, [laptop, left], { x: -1800, y: 40, width: 900, height: 700 }],
  ['the second screen is gone: middle of the first', { x: -1800, y: 40, width: 900, height: 700 }, [laptop], { x: 306, y: 135, width: 900, height: 700 }],
  ['half outside, still to be grabbed', { x: 1300, y: 300, width: 900, height: 700 }, [laptop], { x: 1300, y: 300, width: 900, height: 700 }],
  ['only a rim is left', { x: 1500, y: 300, width: 900, height: 700 }, [laptop], { x: 306, y: 135, width: 900, height: 700 }],
  ['the title bar is above the screen', { x: 100, y: -400, width: 900, height: 700 }, [laptop], { x: 306, y: 135, width: 900, height: 700 }],
  ['the title bar is just behind the menu bar: below it', { x: 100, y: 15, width: 900, height: 700 }, [laptop], { x: 100, y: 25, width: 900, height: 700 }],
  ['below the screen', { x: 100, y: 2000, width: 900, height: 700 }, [laptop], { x: 306, y: 135, width: 900, height: 700 }],
  ['larger than the screen: made smaller', { x: 0, y: 25, width: 3000, height: 2000 }, [laptop], { x: 0, y: 25, width: 1512, height: 920 }],
  ['too small to use', { x: 200, y: 200, width: 300, height: 200 }, [laptop], { x: 200, y: 200, width: 720, height: 480 }],
] as const)('%s', (_name, saved, areas, expected) => {
  expect(fitBounds(saved, areas as unknown as [Bounds])).toEqual(expected)
})

test('whatever was remembered and whichever screens exist, 120 points of the upper edge are on one of them', () => {
  const position = fc.integer({ min: -5000, max: 5000 })
  const area = fc.record({ x: position, y: position, width: fc.integer({ min: 640, max: 4000 }), height: fc.integer({ min: 480, max: 3000 }) })
  const saved = fc.record({ x: position, y: position, width: fc.integer({ min: 1, max: 9000 }), height: fc.integer({ min: 1, max: 9000 }) })
  fc.assert(
    fc.property(fc.option(saved), fc.array(area, { minLength: 1, maxLength: 3 }), (bounds, areas) => {
      const fit = fitBounds(bounds, areas as [Bounds])
      return areas.some(({ x, y, width, height }) => Math.min(fit.x + fit.width, x + width) - Math.max(fit.x, x) >= 120 && fit.y >= y && fit.y + 32 <= y + height)
    }),
  )
})
