/** Reads a QR picture as a camera sees it. */
import decodeQR from 'qr/decode.js'

const scale = 4

/** @param matrix rows of squares, true for dark. @throws when there is nothing to read */
export function readQr(matrix: readonly (readonly boolean[])[]): string {
  const size = matrix.length * scale
  const data = Uint8ClampedArray.from({ length: size * size * 4 }, (_, index) => {
    const [x, y] = [Math.floor(index / 4) % size, Math.floor(index / 4 / size)]
    return index % 4 === 3 || !matrix[Math.floor(y / scale)]?.[Math.floor(x / scale)] ? 255 : 0
  })
  return decodeQR({ width: size, height: size, data })
}
