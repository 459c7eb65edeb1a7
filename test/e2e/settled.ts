/** Measures what has come to rest: a box counts once two frames in a row show the same one. */
import type { Locator } from 'playwright-core'

/** px from the window's corner. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Of something that is shown; waits until it stands still. */
export function settledBox(of: Locator): Promise<Box> {
  return of.evaluate(
    (element) =>
      new Promise<Box>((resolve) => {
        let last = ''
        const look = (): void => {
          const { x, y, width, height } = element.getBoundingClientRect()
          const now = `${x} ${y} ${width} ${height}`
          if (width > 0 && now === last) resolve({ x, y, width, height })
          else requestAnimationFrame(look)
          last = now
        }
        look()
      }),
  )
}
