/** How much room a picture gets in a list, known before a byte of it is there, so that nothing moves when it comes. */
import type { CSSProperties } from 'react'
import type { File as SentFile } from '#shared/contract/file.ts'
import { isDrawable } from '#shared/core/picture-types.ts'

const WIDEST = 480
const HIGHEST = 360
const SMALLEST = 48
/** For a picture that does not say its size. */
const UNKNOWN = { width: 320, height: 240 }
/** More pixels than this would fill the memory, however few bytes they came in. */
const LARGEST_PIXELS = 80_000_000
/** Without a thumbnail the picture itself stands in the list. */
const LARGEST_LIST_PIXELS = 16_000_000

const pixelsOf = ({ width, height }: SentFile): number => (width ?? 0) * (height ?? 0)

export const isTooLarge = (file: SentFile): boolean => pixelsOf(file) > LARGEST_PIXELS

/** Whether it is drawn in lists; all else is a card. */
export function isPicture(file: SentFile): boolean {
  return isDrawable(file.mediaType) && (file.hasThumbnail || pixelsOf(file) <= LARGEST_LIST_PIXELS)
}

/** Never larger than the picture itself, never too small to be hit. */
export function tileSize(file: SentFile): { readonly width: number; readonly height: number } {
  const { width, height } = file.width === null || file.height === null ? UNKNOWN : { width: file.width, height: file.height }
  const scale = Math.min(1, WIDEST / width, HIGHEST / height)
  return { width: Math.max(SMALLEST, Math.round(width * scale)), height: Math.max(SMALLEST, Math.round(height * scale)) }
}

/** Narrows with its list and keeps its shape. */
export function tileStyle(file: SentFile): CSSProperties {
  const { width, height } = tileSize(file)
  return { width, aspectRatio: `${width} / ${height}` }
}
