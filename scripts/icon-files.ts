/** The two containers of icons: Windows' .ico and Apple's .icns. */

export interface Picture {
  /** Its width and height in pixels. */
  readonly size: number
  readonly png: Buffer
  /** RGBA, row by row from the top. */
  readonly pixels: Buffer
}

/** Small pictures as bitmaps, which every installer reads; those from 256 on as PNG, as Windows does itself. */
export function packIco(pictures: readonly Picture[]): Buffer {
  const bodies = pictures.map((picture) => (picture.size >= 256 ? picture.png : bitmap(picture)))
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  pictures.forEach(({ size }, index) => {
    const at = 6 + 16 * index
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(bodies[index]?.length ?? 0, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += bodies[index]?.length ?? 0
  })
  return Buffer.concat([head, ...bodies])
}

/** 32 bits per pixel from the bottom up, then the old mask of one bit per pixel, whose lines are padded to four bytes. */
function bitmap({ size, pixels }: Picture): Buffer {
  const head = Buffer.alloc(40)
  head.writeUInt32LE(40, 0)
  head.writeInt32LE(size, 4)
  head.writeInt32LE(size * 2, 8)
  head.writeUInt16LE(1, 12)
  head.writeUInt16LE(32, 14)
  const maskLine = Math.ceil(size / 32) * 4
  const colours = Buffer.alloc(size * size * 4)
  const mask = Buffer.alloc(maskLine * size)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = ((size - 1 - y) * size + x) * 4
      const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(from, from + 4)
      colours.set([blue, green, red, alpha], (y * size + x) * 4)
      if (alpha === 0) mask[y * maskLine + (x >> 3)] = (mask[y * maskLine + (x >> 3)] ?? 0) | (0x80 >> (x & 7))
    }
  }
  return Buffer.concat([head, colours, mask])
}

/** Which names Apple gives to a picture of this many pixels: of its own size, and of half of it on a dense screen. */
const icnsTypes: Readonly<Record<number, readonly string[]>> = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
}

export function packIcns(pictures: readonly Picture[]): Buffer {
  const chunks = pictures.flatMap(({ size, png }) => (icnsTypes[size] ?? []).map((type) => chunk(type, png)))
  return chunk('icns', Buffer.concat(chunks))
}

/** Four letters, the length with this head, the content. */
function chunk(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([head, content])
}
