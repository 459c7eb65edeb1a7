/** Both implementations of the building blocks give the same bytes and the same verdicts, and a broken one is replaced. */
import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js'
import { bytesToNumberLE, concatBytes, numberToBytesLE } from '@noble/curves/utils.js'
import { sha512 } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choosePrimitives, chosenPrimitives } from './choose-primitives.ts'
import { knownAnswers } from './known-answers.ts'
import { nativePrimitives as native } from './native-primitives.ts'
import { purePrimitives as pure } from './pure-primitives.ts'
import type { Primitives } from './primitives.ts'

const names = ['digest', 'hkdf', 'gcm', 'ed25519'] as const
const bytes = (sizeBytes: number) => fc.uint8Array({ minLength: sizeBytes, maxLength: sizeBytes })
const data = fc.uint8Array({ maxLength: 700 })
const plain = (value: Uint8Array | undefined) => value && Buffer.from(value).toString('hex')

describe('known answers', () => {
  test.each([
    ['native', native],
    ['pure', pure],
  ] as const)('%s', (_name, all) => {
    expect(names.map((name) => knownAnswers[name](all[name] as never))).toEqual([true, true, true, true])
  })

  test('Node is right on this computer, so nothing is replaced', () => {
    expect(chosenPrimitives().replaced).toEqual([])
    expect(chosenPrimitives().primitives.gcm).toBe(native.gcm)
  })
})

describe('a wrong part is replaced, the others stay', () => {
  const flipped = (result: Uint8Array) => result.with(0, (result[0] ?? 0) ^ 1)
  const thrown = () => {
    throw new Error('error:0308010C:digital envelope routines::unsupported')
  }
  const broken: [string, keyof Primitives, Partial<Primitives>][] = [
    ['another hash', 'digest', { digest: { ...native.digest, sha512: (value) => flipped(native.digest.sha512(value)) } }],
    ['a hash in pieces that forgets', 'digest', { digest: { ...native.digest, startSha256: () => ({ update: () => undefined, digest: () => native.digest.sha256(new Uint8Array()) }) } }],
    ['no HKDF', 'hkdf', { hkdf: { derive: thrown } }],
    ['HKDF without salt', 'hkdf', { hkdf: { derive: (key, _salt, info, size) => native.hkdf.derive(key, new Uint8Array(), info, size) } }],
    ['GCM that does not compare the tag', 'gcm', { gcm: { ...native.gcm, open: (key, nonce, aad, sealed) => native.gcm.open(key, nonce, aad, sealed) ?? sealed.subarray(16) } }],
    ['GCM without associated data', 'gcm', { gcm: { seal: (key, nonce, _aad, value) => native.gcm.seal(key, nonce, new Uint8Array(), value), open: native.gcm.open } }],
    ['no Ed25519', 'ed25519', { ed25519: { ...native.ed25519, importSigner: thrown } }],
    ['Ed25519 that believes everything', 'ed25519', { ed25519: { ...native.ed25519, importVerifier: () => () => true } }],
    ['Ed25519 that believes everything of a good key', 'ed25519', { ed25519: { ...native.ed25519, importVerifier: (key) => native.ed25519.importVerifier(key) && (() => true) } }],
    ['Ed25519 that takes every key', 'ed25519', { ed25519: { ...native.ed25519, importVerifier: (key) => native.ed25519.importVerifier(key) ?? (() => false) } }],
  ]

  test.each(broken)('%s', (_what, name, part) => {
    const bad = { ...native, ...part }
    const { primitives, replaced } = choosePrimitives([bad, pure])
    expect(replaced).toEqual([name])
    expect(primitives).toEqual({ ...native, [name]: pure[name] })
    expect(() => choosePrimitives([bad])).toThrow(new RegExp(`No implementation of ${name} `))
  })
})

describe('both implementations', () => {
  test('hash, derive and sign alike', () => {
    fc.assert(
      fc.property(data, bytes(32), fc.uint8Array({ maxLength: 80 }), fc.integer({ min: 1, max: 200 }), (value, key, salt, size) => {
        const all = ({ digest, hkdf, ed25519: curve }: Primitives) =>
          [digest.sha256(value), digest.sha512(value), hkdf.derive(key, salt, value, size), curve.publicKeyOf(key), curve.importSigner(key)(value)].map(plain)
        expect(all(pure)).toEqual(all(native))
      }),
      { numRuns: 30 },
    )
  })

  test('open what the other sealed', () => {
    fc.assert(
      fc.property(bytes(32), bytes(12), data, data, (key, nonce, aad, value) => {
        const sealed = native.gcm.seal(key, nonce, aad, value)
        expect(plain(pure.gcm.seal(key, nonce, aad, value))).toBe(plain(sealed))
        expect(plain(pure.gcm.open(key, nonce, aad, sealed))).toBe(plain(value))
        expect(plain(native.gcm.open(key, nonce, aad, sealed))).toBe(plain(value))
      }),
      { numRuns: 50 },
    )
  })

  test('judge any 32 bytes as a key alike', () => {
    const usable = fc.sample(bytes(32), 300).map((key) => [native, pure].map(({ ed25519: curve }) => curve.importVerifier(key) !== undefined))
    expect(usable.filter(([one, other]) => one !== other)).toEqual([])
    // About half of all numbers are the height of a point.
    expect(usable.filter(([one]) => one).length).toBeGreaterThan(75)
  })
})

/** Keys and signatures with a part of small order, as only a modified client makes them: here libraries differ. */
describe('signatures made by odd means', () => {
  const { Point } = ed25519
  const secret = 123456789n

  const kinds = ED25519_TORSION_SUBGROUP.flatMap((keyTorsion) => ED25519_TORSION_SUBGROUP.flatMap((rTorsion) => [0n, 77n].map((r) => ({ keyTorsion, rTorsion, r }))))

  /** [r + k·secret] under a key and an R with those parts; some satisfy the equation without the cofactor, all the one with it. */
  const oddSignatures = kinds.flatMap(({ keyTorsion, rTorsion, r }) => {
    const publicKey = Point.BASE.multiply(secret).add(Point.fromHex(keyTorsion)).toBytes()
    const pointR = (r === 0n ? Point.ZERO : Point.BASE.multiply(r)).add(Point.fromHex(rTorsion)).toBytes()
    return ['a', 'b', 'c', 'd', 'e', 'f'].map((text) => {
      const value = Buffer.from(text)
      const k = Point.Fn.create(bytesToNumberLE(sha512(concatBytes(pointR, publicKey, value))))
      return { publicKey, value, signature: concatBytes(pointR, numberToBytesLE(Point.Fn.create(r + k * secret), 32)), isSmallR: r === 0n }
    })
  })

  test('are judged alike', () => {
    let believed = 0
    for (const { publicKey, value, signature, isSmallR } of oddSignatures) {
      const verdicts = [native, pure].map(({ ed25519: curve }) => curve.importVerifier(publicKey)?.(value, signature))
      expect(verdicts).toEqual([verdicts[0], verdicts[0]])
      if (isSmallR) expect(verdicts).toEqual([false, false])
      if (verdicts[0] === true) believed += 1
    }
    expect(believed).toBeGreaterThan(20)
  }, 60_000)

  test('with S + L are refused: else there were two signatures of one thing', () => {
    const seed = new Uint8Array(32).fill(3)
    const signature = native.ed25519.importSigner(seed)(new Uint8Array([1]))
    const twin = concatBytes(signature.slice(0, 32), numberToBytesLE(bytesToNumberLE(signature.slice(32)) + Point.Fn.ORDER, 32))
    for (const { ed25519: curve } of [native, pure]) {
      const verify = curve.importVerifier(curve.publicKeyOf(seed))
      expect([verify?.(new Uint8Array([1]), signature), verify?.(new Uint8Array([1]), twin)]).toEqual([true, false])
    }
  })

  test('under keys of small order are not looked at', () => {
    for (const key of ED25519_TORSION_SUBGROUP.map((hex) => Buffer.from(hex, 'hex'))) {
      expect([native.ed25519.importVerifier(key), pure.ed25519.importVerifier(key)]).toEqual([undefined, undefined])
    }
  })
})

test('a seed of another length is a bug and says so', () => {
  expect(() => native.ed25519.importSigner(new Uint8Array(31))).toThrow('A seed has 32 bytes, this one 31.')
  expect(() => pure.ed25519.importSigner(new Uint8Array(31))(new Uint8Array())).toThrow()
})
