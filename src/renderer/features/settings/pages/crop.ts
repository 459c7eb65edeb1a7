/** Which square of a picture is taken, and the taking of it. Pure but for the canvas. */

export interface Crop {
  /** The middle of the square, in pixels of the picture. */
  readonly x: number
  readonly y: number
  /** 1 is the largest square that fits; 4 a quarter of its width. */
  readonly zoom: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export const MOST_ZOOM = 4
/** Pixels of the stored picture: sharp at its largest on a fine screen. */
const PICTURE_PX = 256

export const middleCrop = ({ width, height }: Size): Crop => ({ x: width / 2, y: height / 2, zoom: 1 })

/** The side of the square, in pixels of the picture. */
export const cropSide = ({ width, height }: Size, zoom: number): number => Math.min(width, height) / zoom

/** The nearest crop that lies in the picture. */
export function fitCrop(size: Size, crop: Crop): Crop {
  const zoom = Math.min(MOST_ZOOM, Math.max(1, crop.zoom))
  const half = cropSide(size, zoom) / 2
  return { zoom, x: Math.min(size.width - half, Math.max(half, crop.x)), y: Math.min(size.height - half, Math.max(half, crop.y)) }
}

/** Either kind of canvas. */
type Drawing = CanvasDrawImage & CanvasRect & CanvasImageSmoothing

/** Fills a square of `px` with the crop. */
export function drawCrop(context: Drawing, px: number, picture: ImageBitmap, crop: Crop): void {
  const side = cropSide(picture, crop.zoom)
  context.imageSmoothingQuality = 'high'
  context.clearRect(0, 0, px, px)
  context.drawImage(picture, crop.x - side / 2, crop.y - side / 2, side, side, 0, 0, px, px)
}

export function takeCrop(picture: ImageBitmap, crop: Crop): Promise<Blob> {
  const canvas = new OffscreenCanvas(PICTURE_PX, PICTURE_PX)
  const context = canvas.getContext('2d')
  if (context !== null) drawCrop(context, PICTURE_PX, picture, crop)
  return canvas.convertToBlob({ type: 'image/webp', quality: 0.9 })
}
