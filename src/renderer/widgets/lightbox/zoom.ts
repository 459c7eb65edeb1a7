/** How large a picture is shown: fitted into the stage, or at a scale of its own pixels. */

export type Zoom = 'fit' | number

export interface Box {
  readonly width: number
  readonly height: number
}

const STEP = 1.5
const LARGEST = 8

/** Never larger than the picture itself. */
export function fitScale(picture: Box, stage: Box): number {
  if (picture.width === 0 || picture.height === 0) return 1
  return Math.min(1, stage.width / picture.width, stage.height / picture.height)
}

export function zoomIn(zoom: Zoom, fit: number): Zoom {
  return Math.min(LARGEST, (zoom === 'fit' ? fit : zoom) * STEP)
}

/** Back to `fit` rather than smaller. */
export function zoomOut(zoom: Zoom, fit: number): Zoom {
  if (zoom === 'fit') return 'fit'
  const scale = zoom / STEP
  return scale <= fit ? 'fit' : scale
}

/** A click: to the picture's own pixels, or twice the size where it is shown so already; and back. */
export function toggleZoom(zoom: Zoom, fit: number): Zoom {
  if (zoom !== 'fit') return 'fit'
  return fit < 1 ? 1 : 2
}
