/** Published examples of each building block, and what must be refused: a library that fails one is not used. */
import type { Digest, Ed25519, Gcm, Hkdf, Primitives } from './primitives.ts'

type Check<T> = (part: T) => boolean

/** Each is true when all its answers are right. A part that throws is as wrong as one that answers wrongly. */
export const knownAnswers: { readonly [K in keyof Primitives]: Check<Primitives[K]> } = { digest: checkDigest, hkdf: checkHkdf, gcm: checkGcm, ed25519: checkEd25519 }

/** FIPS 180-4, the examples published with it: "abc". */
function checkDigest({ sha256, sha512, startSha256 }: Digest): boolean {
  const abc = hex('616263')
  const running = startSha256()
  running.update(abc.subarray(0, 1))
  running.update(abc.subarray(1))
  const short = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  const long = 'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f'
  return is(sha256(abc), short) && is(running.digest(), short) && is(sha512(abc), long)
}

/** RFC 5869, A.1 to A.3. */
function checkHkdf({ derive }: Hkdf): boolean {
  const range = (from: number, to: number): Uint8Array => Uint8Array.from({ length: to - from }, (_, index) => from + index)
  const key = new Uint8Array(22).fill(0x0b)
  const first = '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865'
  const second =
    'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87'
  const third = '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8'
  return (
    is(derive(key, range(0, 13), range(0xf0, 0xfa), 42), first) &&
    is(derive(range(0, 0x50), range(0x60, 0xb0), range(0xb0, 0x100), 82), second) &&
    is(derive(key, new Uint8Array(), new Uint8Array(), 42), third)
  )
}

/** The specification of GCM by McGrew and Viega, test cases 13, 14 and 16; then the same with each part changed. */
function checkGcm({ seal, open }: Gcm): boolean {
  const none = new Uint8Array()
  const zeros = { key: new Uint8Array(32), nonce: new Uint8Array(12) }
  const key = hex('feffe9928665731c6d6a8f9467308308'.repeat(2))
  const nonce = hex('cafebabefacedbaddecaf888')
  const aad = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2')
  const plain = hex('d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39')
  const sealed =
    '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662' + '76fc6ece0f4e1768cddf8853bb2d551b'
  const refused = [
    open(flip(key), nonce, aad, hex(sealed)),
    open(key, flip(nonce), aad, hex(sealed)),
    open(key, nonce, flip(aad), hex(sealed)),
    open(key, nonce, aad, flip(hex(sealed))),
    // A tag of 12 bytes is a valid one of another GCM.
    open(key, nonce, aad, hex(sealed).subarray(0, -4)),
    open(key, nonce, aad, none),
  ]
  return (
    is(seal(zeros.key, zeros.nonce, none, none), '530f8afbc74536b9a963b4f1c4cb738b') &&
    is(seal(zeros.key, zeros.nonce, none, new Uint8Array(16)), 'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919') &&
    is(seal(key, nonce, aad, plain), sealed) &&
    is(open(key, nonce, aad, hex(sealed)), toHex(plain)) &&
    refused.every((result) => result === undefined)
  )
}

/** RFC 8032 §7.1, tests 1 to 3; then changed ones, and keys that no member may have. */
function checkEd25519({ publicKeyOf, importSigner, importVerifier }: Ed25519): boolean {
  const right = signatures.every(({ seed, publicKey, data, signature }) => {
    const verify = importVerifier(hex(publicKey))
    const refused = [verify?.(hex(`${data}00`), hex(signature)), verify?.(hex(data), flip(hex(signature))), verify?.(hex(data), hex(signature).subarray(1))]
    return (
      is(publicKeyOf(hex(seed)), publicKey) &&
      is(importSigner(hex(seed))(hex(data)), signature) &&
      verify?.(hex(data), hex(signature)) === true &&
      refused.every((result) => result === false)
    )
  })
  // The neutral point; one of order 8; y = p, which is another way to write y = 0; one byte too few.
  const bad = [`01${'00'.repeat(31)}`, 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', `ed${'ff'.repeat(30)}7f`, '00'.repeat(31)]
  return right && bad.every((key) => importVerifier(hex(key)) === undefined)
}

const signatures = [
  {
    seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    data: '',
    signature: 'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    data: '72',
    signature: '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    seed: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    publicKey: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    data: 'af82',
    signature: '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
]

function flip(bytes: Uint8Array): Uint8Array {
  return bytes.with(0, (bytes[0] ?? 0) ^ 1)
}

function is(bytes: Uint8Array | undefined, expected: string): boolean {
  return bytes !== undefined && toHex(bytes) === expected
}

function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'))
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
