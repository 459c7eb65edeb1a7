/** The small picture of a large one, made before it is sent, so that lists never load what was meant for a whole screen. */
import { isDrawable } from '#shared/core/picture-types.ts'

export interface Preview {
  /** Pixels as drawn, that is, after the camera's orientation. */
  readonly width: number
  readonly height: number
  /** Null where the picture itself is small enough. */
  readonly thumbnail: Blob | null
}

const SMALL_BYTES = 512 * 1024
const SMALL_PX = 1000
const THUMBNAIL_PX = 720
/** A smaller picture of these would stand still. */
const MOVING_BYTES = 4 * 1024 * 1024
const QUALITIES = [0.82, 0.6, 0.4] as const

/** Null for what is no picture, or one that this browser cannot read: it is then sent as it is. */
export async function makePreview(source: Blob): Promise<Preview | null> {
  if (!isDrawable(source.type)) return null
  try {
    const bitmap = await createImageBitmap(source, { imageOrientation: 'from-image' })
    const { width, height } = bitmap
    const thumbnail = needsThumbnail(source, Math.max(width, height)) ? await drawThumbnail(bitmap) : null
    bitmap.close()
    return { width, height, thumbnail }
  } catch {
    return null
  }
}

function needsThumbnail(source: Blob, longestPx: number): boolean {
  if (source.type === 'image/gif' && source.size <= MOVING_BYTES) return false
  return source.size > SMALL_BYTES || longestPx > SMALL_PX
}

async function drawThumbnail(bitmap: ImageBitmap): Promise<Blob | null> {
  const scale = Math.min(1, THUMBNAIL_PX / Math.max(bitmap.width, bitmap.height))
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale)))
  const context = canvas.getContext('2d')
  if (context === null) return null
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  for (const quality of QUALITIES) {
    const blob = await encode(canvas, quality)
    if (blob.size <= SMALL_BYTES) return blob
  }
  return null
}

/** WebP keeps what is see-through; a browser that cannot write it gives PNG instead, and then JPEG is smaller. */
async function encode(canvas: OffscreenCanvas, quality: number): Promise<Blob> {
  const webp = await canvas.convertToBlob({ type: 'image/webp', quality })
  return webp.type === 'image/webp' ? webp : canvas.convertToBlob({ type: 'image/jpeg', quality })
}
