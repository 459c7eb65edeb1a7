/** A text as the squares of a QR picture (ISO/IEC 18004), for invite links and safety numbers. */
import { encodeQR } from 'qr'

/**
 * Rows of squares, true for dark, with the light margin of four squares that readers need around it. Error correction "medium": 15 % may be unreadable.
 * @throws when the text is longer than 2331 bytes.
 */
export function buildQrMatrix(text: string): boolean[][] {
  return encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
}
