/** Where a remembered window may stand: on a screen that is there, with its title bar in reach. */
import { z } from 'zod'

export const boundsSchema = z.object({ x: z.int(), y: z.int(), width: z.int().min(1).max(32_767), height: z.int().min(1).max(32_767) })
/** In device-independent pixels. */
export type Bounds = z.output<typeof boundsSchema>

export const smallest = { width: 720, height: 480 }
const usual = { width: 1440, height: 900 }

/** As much of the upper edge must be on a screen: that is where one takes hold of it. */
const GRIP_WIDTH = 120
const GRIP_HEIGHT = 32

/**
 * `workAreas` are those of the screens that exist, the first one first. A window that cannot be grabbed any more goes to the middle
 * of the first; one that is larger than its screen is made smaller.
 */
export function fitBounds(saved: Bounds | null, workAreas: readonly [Bounds, ...Bounds[]]): Bounds {
  const [first] = workAreas
  const home = saved === null ? undefined : workAreas.find((area) => isGrabbable(saved, area))
  if (saved === null || home === undefined) return centre(saved ?? usual, first)
  const width = clamp(saved.width, smallest.width, home.width)
  const height = clamp(saved.height, smallest.height, home.height)
  // Narrower now, it must not slip out of reach.
  const x = Math.max(home.x + GRIP_WIDTH - width, Math.min(saved.x, home.x + home.width - GRIP_WIDTH))
  return { x, y: Math.max(home.y, Math.min(saved.y, home.y + home.height - GRIP_HEIGHT)), width, height }
}

function isGrabbable({ x, y, width }: Bounds, area: Bounds): boolean {
  const seen = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
  return seen >= GRIP_WIDTH && y >= area.y - GRIP_HEIGHT / 2 && y + GRIP_HEIGHT <= area.y + area.height
}

function centre(size: { width: number; height: number }, area: Bounds): Bounds {
  const width = clamp(size.width, smallest.width, area.width)
  const height = clamp(size.height, smallest.height, area.height)
  return { x: area.x + Math.round((area.width - width) / 2), y: area.y + Math.round((area.height - height) / 2), width, height }
}

/** On a screen below the smallest size the screen wins. */
const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most)
