/** screen: the displays that a test says there are; one of 1920 × 1080 at first. */
import { EventEmitter } from 'node:events'
import { system } from './native.ts'
import { guard } from './surface.ts'

/** A display with a bar of 40 points at its lower end. */
export function describeDisplay(id: number, bounds: Electron.Rectangle): Electron.Display {
  const workArea = { ...bounds, height: bounds.height - 40 }
  const size = { width: bounds.width, height: bounds.height }
  return { id, bounds, workArea, size, workAreaSize: { width: workArea.width, height: workArea.height }, scaleFactor: 1, rotation: 0, internal: id === 1, label: `Display ${id}` } as Electron.Display
}

system.displays = [describeDisplay(1, { x: 0, y: 0, width: 1920, height: 1080 })]

const overlap = (a: Electron.Rectangle, b: Electron.Rectangle): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) * Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y))

const distance = ({ bounds }: Electron.Display, { x, y }: Electron.Point): number => {
  const outside = (at: number, from: number, length: number): number => Math.max(from - at, 0, at - (from + length))
  return Math.hypot(outside(x, bounds.x, bounds.width), outside(y, bounds.y, bounds.height))
}

export const screen = guard(
  'screen',
  Object.assign(new EventEmitter(), {
    getAllDisplays: () => system.displays,
    getPrimaryDisplay: () => system.displays[0]!,
    getDisplayMatching: (rectangle) => system.displays.toSorted((a, b) => overlap(b.bounds, rectangle) - overlap(a.bounds, rectangle))[0]!,
    getDisplayNearestPoint: (point) => system.displays.toSorted((a, b) => distance(a, point) - distance(b, point))[0]!,
    getCursorScreenPoint: () => ({ x: 0, y: 0 }),
  } satisfies Partial<Electron.Screen>),
)

/** Plugs displays in and out, and says so as Electron does. */
export function setDisplays(bounds: readonly Electron.Rectangle[]): void {
  const before = system.displays
  system.displays = bounds.map((rectangle, index) => describeDisplay(index + 1, rectangle))
  for (const display of before.slice(bounds.length)) screen.emit('display-removed', {}, display)
  for (const display of system.displays.slice(before.length)) screen.emit('display-added', {}, display)
  for (const display of system.displays) screen.emit('display-metrics-changed', {}, display, ['bounds', 'workArea'])
}
