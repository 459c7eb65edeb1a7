/** Files of any length, cut in any way, come back byte for byte; frames that were changed, moved, left out or added do not. */
import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { usePrimitives } from './choose-primitives.ts'
import { FRAME_BYTES, frameSpan, openFrame, SEALED_FRAME_BYTES, sealedSize, sealFrame } from './file-frames.ts'
import { purePrimitives } from './pure-primitives.ts'
import { startFileOpener, startFileSealer } from './seal-file.ts'
import type { SealedFile } from './seal-file.ts'

afterEach(() => usePrimitives(undefined))

const borders = [0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 2 * FRAME_BYTES, 3 * FRAME_BYTES + 777]

test.each(borders)('%i bytes come back, whatever pieces they come in', (length) => {
  const plain = randomBytes(length)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 1, max: 200_000 }), (one, other) => {
      const { sealed, file } = seal(plain, one)
      expect([sealed.length, file.sizeBytes]).toEqual([sealedSize(length), length])
      expect(Buffer.compare(file.id, createHash('sha256').update(sealed).digest())).toBe(0)
      expect(open(sealed, file, other)?.equals(plain)).toBe(true)
    }),
    { numRuns: 5 },
  )
})

test('the pure building blocks seal the same frames', () => {
  const { sealed, file } = seal(randomBytes(FRAME_BYTES + 5), 70_000)
  usePrimitives(purePrimitives)
  expect(open(sealed, file, 9999)?.length).toBe(FRAME_BYTES + 5)
})

test('any part can be read by itself', () => {
  const plain = randomBytes(2 * FRAME_BYTES + 9)
  const { sealed, file } = seal(plain, plain.length)
  const { start, end } = frameSpan(1)
  expect(openFrame(file.key, { index: 1, isLast: false }, sealed.subarray(start, end))).toEqual(Uint8Array.from(plain.subarray(FRAME_BYTES, 2 * FRAME_BYTES)))
  expect(openFrame(file.key, { index: 0, isLast: false }, sealed.subarray(start, end))).toBeUndefined()
  expect(openFrame(file.key, { index: 1, isLast: true }, sealed.subarray(start, end))).toBeUndefined()
})

describe('a host that', () => {
  const plain = randomBytes(3 * FRAME_BYTES + 100)
  const { sealed, file } = seal(plain, plain.length)
  const frames = [0, 1, 2, 3].map((index) => sealed.subarray(frameSpan(index).start, frameSpan(index).end))
  const [first, second, third, last] = frames as [Buffer, Buffer, Buffer, Buffer]
  const other = seal(plain, plain.length)

  test.each<[string, Buffer[]]>([
    ['leaves out the first frame', [second, third, last]],
    ['leaves out one in the middle', [first, third, last]],
    ['leaves out the last', [first, second, third]],
    ['cuts off a byte', [first, second, third, last.subarray(0, -1)]],
    ['cuts at a frame that looks like an end', [first, second, third.subarray(0, 116)]],
    ['sends nothing', []],
    ['exchanges two', [second, first, third, last]],
    ['repeats one', [first, second, second, third, last]],
    ['adds an end', [...frames, last]],
    ['adds an empty end', [...frames, Buffer.alloc(16)]],
    ['sends another file', [other.sealed]],
    ['mixes in a frame of another file', [first, other.sealed.subarray(frameSpan(1).start, frameSpan(1).end), third, last]],
  ])('%s', (_what, changed) => {
    expect(open(Buffer.concat(changed), file, 10_000)).toBeUndefined()
  })

  test('changes a bit anywhere', () => {
    const bits = [0, 1, SEALED_FRAME_BYTES * 8 - 1, SEALED_FRAME_BYTES * 8, sealed.length * 8 - 1, ...Array.from({ length: 20 }, (_, index) => 75_001 * (index + 1))]
    const opened = bits.map((bit) => open(Buffer.from(sealed.with(bit >> 3, (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7)))), file, sealed.length))
    expect(opened.filter((result) => result !== undefined)).toEqual([])
  })

  test('and a sender that says another id, length or key', () => {
    const wrong: SealedFile[] = [{ ...file, id: other.file.id }, { ...file, sizeBytes: file.sizeBytes - 1 }, { ...file, sizeBytes: file.sizeBytes + 1 }, { ...file, key: other.file.key }]
    expect(wrong.map((each) => open(sealed, each, sealed.length))).toEqual([undefined, undefined, undefined, undefined])
  })

  test('is answered at the first broken frame, with nothing behind it', () => {
    const opener = startFileOpener(file)
    expect(opener.push(Buffer.concat([first, third]))?.length).toBe(1)
    expect([opener.push(last), opener.push(last), opener.finish()]).toEqual([undefined, undefined, undefined])
  })
})

test('a row of frames that ends in an empty one is no file: one content has one row', () => {
  const key = randomBytes(32)
  const full = sealFrame(key, { index: 0, isLast: false }, new Uint8Array(FRAME_BYTES))
  const sealed = Buffer.concat([full, sealFrame(key, { index: 1, isLast: true }, new Uint8Array())])
  expect(open(sealed, { key, id: createHash('sha256').update(sealed).digest(), sizeBytes: FRAME_BYTES }, sealed.length)).toBeUndefined()
  const short = Buffer.concat([sealFrame(key, { index: 0, isLast: false }, new Uint8Array(5)), sealFrame(key, { index: 1, isLast: true }, new Uint8Array(5))])
  expect(openFrame(key, { index: 0, isLast: false }, short.subarray(0, 21))).toBeUndefined()
})

function seal(plain: Buffer, pieceBytes: number): { sealed: Buffer; file: SealedFile } {
  const sealer = startFileSealer()
  const frames = cut(plain, pieceBytes).flatMap((piece) => sealer.push(piece))
  const { frame, file } = sealer.finish()
  return { sealed: Buffer.concat([...frames, frame]), file }
}

function open(sealed: Buffer, file: SealedFile, pieceBytes: number): Buffer | undefined {
  const opener = startFileOpener(file)
  const parts = [...cut(sealed, pieceBytes).map((piece) => opener.push(piece)), opener.finish()].flat()
  return parts.includes(undefined) ? undefined : Buffer.concat(parts.filter((part) => part !== undefined))
}

function cut(bytes: Buffer, pieceBytes: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) => bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes))
}
