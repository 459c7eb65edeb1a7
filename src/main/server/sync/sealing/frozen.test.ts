/** Bytes that were sealed once and must open forever, read here by a second client too, which is written from the description with Node's crypto alone. */
import { createDecipheriv, createHash, createPublicKey, hkdfSync, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { importDeviceIdentity } from './device-identity.ts'
import { parseInviteLink } from './invite-link.ts'
import { linkPlace, unwrapKey } from './links.ts'
import { buildFingerprint, buildGroupCode } from './safety-number.ts'
import { startFileOpener } from './seal-file.ts'
import { channelKeyOf } from './sealed-body.ts'
import { openEnvelope } from './sealed-envelope.ts'
import { importSigningKey } from './signing-keys.ts'
import type { Envelope } from '#shared/contract/envelope.ts'
import type { DeviceId } from '#shared/contract/ids.ts'

const key = (byte: number) => new Uint8Array(32).fill(byte)
const id = (digit: number) => `0197a5c0-0000-7000-8000-00000000000${digit}`
const hex = (text: string) => Buffer.from(text, 'hex')

const signingKey = importSigningKey(key(1))
const [message, channel, device, group, redacted] = [id(1), id(2), id(3), id(4), id(5)]
const [epochKey, olderKey, masterKey] = [key(2), key(3), key(4)]

const frozen = {
  body: hex(
    '010197a5c0000070008000000000000004000000000000000728686e7c9c89f9db1a7e7dc515630dd558a067f746c1a2cfe3eff126e08b206a9245263a3dc47091a620f441a21abf29bc6a30dcc735e6' +
    '16e1867915b03a04cfa7296934c2319ef63017e83c742dece1cc20f7ad28724637765afaabc701347b3b62d02dbd8104c14653df9865186c0503e8913986789848eeb4cfc9cc8c0ee28063600b632edd' +
    '9e6c1efd876cc5af4a1590ec51e5fe099ae632ad98fe6ff6c63b55bf591e167fd90c311da1ef2d7a55c0a4cffe0d92053ee1bd371212af698cd6565ef28f40da8dacb0c251c167f249694c85475c3301' +
    'b9498aad4e7e6018986158c0de894ff444fd5662bf28f09f1e40661cd74d32662eb2f9b54f7df232c52a0d2a1e3df6b1291600f659dc96bea776330846b70d9a07d687d201e55c1019',
  ),
  signature: hex('cdc940f05e299c63c52917c56c24805e22cbdb14ff144319e96fa972e0ed699d080b85f18f191f292887c23863b6ff93545aabf3dc0cb0f61878ee643daf5104'),
  /** Since channels have keys of their own. */
  channelBody: hex(
    '020197a5c000007000800000000000000400000000000000075b11795a26884a27c8e27324268109c388fa38ff4033b40a8f529b0ceab43c1b6b963f5ed4a0fb2624d05eecfc027422b2c72041bed935' +
    'b6f3d5028b631d2a470088ad091e8f40ec4e3a0129de7e01626df93d57300d110a2f5caef74444ee11ec80fb088477e374d3e26c265f3bb30e94feb4814072e13be48a8ecd55fc01479d7d4a45e79647' +
    '107c5b13a0eacc529e2a6b755ba5e9555f491a1cdd55b6a2737a088957e50ce53c4548d33b77c227c48184aeda1f95f8c28f08e9d6cb8a507628a474d3d769855d2a0c8f965f719cb0aeb4dcbb331a12' +
    'fa05035bb95a479ca2d5f22df57572dd0cfa73701565e20829699197f3237f3a450f76dee1d4673080e2be97d306d96610faa53eed75026da2c4c1c6499107c72210a5a0566b7ea4b0',
  ),
  channelSignature: hex('18288c387f344659d674bcbf44ac3af4dfb49646fe99965f72d01e2cb60015b0881af9a114188311a9ebf168f5d024ccfc2955a34bf244930aed701faa223c0e'),
  link: hex('ba81306c647624c688c755368c96cb26230aa7fcbcf2cf296f704f471da44644615ef7ecfdba52ad780ea5eac8f40cc9a24aa8d76cff6a56a73cdaa0dc8a7fab'),
  identity: hex(
    '633296e327ddc9900ba5b559757366f08fbe94c5b2ac9508fbfa69fef0404da0824a45ec303b3092616ec45df6f23da9df2956c95f6c565fd18bbd6903f9924653ca61ab59577c14aa82e36c1f477ed9' +
    '40e1583c653a3e7de776c9188fe91096f589b03bfd873bc591c2f398c420f967e0',
  ),
  file: { sealed: hex('decd95ba028166004a284d6fa5677b4d7d33a9463637'), key: hex('10bf48613a5a31729c05ddb69108957e8227bb8afcc5b0f3439df1b8057d01ab'), id: hex('f8ae98a11519a9564a3e25c58df97d7825e3f27b1a8a3b14124428909918d04d') },
  invite:
    'hookline://join#AYqI4910CfGV_VLbLTy6XXLKZwm_HZQSG_N0iAG0D29cBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgAAa0nSAARBY21lARV0ZWFtLmV4YW1wbGUub3JnOjQ2NjZGFaPj',
}
const envelope: Envelope = { id: message, subject: `channel/${channel}`, kind: 'sealed', device, redacts: redacted, body: frozen.body, signature: frozen.signature }

describe('what was sealed opens', () => {
  test('an envelope', () => {
    const opened = openEnvelope(envelope, { groupsOf: () => [group], epochKey: () => epochKey, publicKeyOf: () => signingKey.publicKey })
    expect(opened).toEqual({ state: 'opened', group, epoch: 7n, content: new TextEncoder().encode('Grüße') })
  })

  test('an envelope, with the key of its channel alone', () => {
    const ofChannel = { ...envelope, body: frozen.channelBody, signature: frozen.channelSignature }
    const channelKeys = () => [channelKeyOf({ group, epoch: 7n }, `channel/${channel}`, epochKey)]
    const opened = openEnvelope(ofChannel, { groupsOf: () => [group], epochKey: () => 'waiting', channelKeys, publicKeyOf: () => signingKey.publicKey })
    expect(opened).toEqual({ state: 'opened', group, epoch: 7n, content: new TextEncoder().encode('Grüße') })
    expect(openEnvelope(envelope, { groupsOf: () => [group], epochKey: () => 'waiting', channelKeys, publicKeyOf: () => signingKey.publicKey }).state).toBe('waiting')
  })

  test('a history link', () => expect(unwrapKey(epochKey, frozen.link, linkPlace(group, 7n, 6n))).toEqual(olderKey))

  test('a device', () => expect(importDeviceIdentity(frozen.identity, masterKey)).toMatchObject({ device: device as DeviceId, signingKey: { publicKey: { bytes: signingKey.publicKey.bytes } } }))

  test('a file', () => {
    const opener = startFileOpener({ key: frozen.file.key, id: frozen.file.id, sizeBytes: 6 })
    expect([opener.push(frozen.file.sealed), Buffer.from(opener.finish() ?? []).toString()]).toEqual([[], 'a file'])
  })

  test('an invite link', () => {
    const host = { host: 'team.example.org', port: 4666 }
    expect(parseInviteLink(frozen.invite)).toEqual({ workspaceName: 'Acme', hosts: [host], pin: key(5), rootKey: signingKey.publicKey.bytes, seed: key(6), expiresAt: 1_800_000_000_000 })
  })

  test('codes stay what they were', () => {
    expect([buildGroupCode(group, 7n, key(7)), buildFingerprint(signingKey.publicKey.bytes)]).toEqual(['805876497652330788275293012977', '866659172295911281995904656234'])
  })
})

describe('another client', () => {
  test('checks and opens an envelope', () => {
    const spki = Buffer.concat([hex('302a300506032b6570032100'), signingKey.publicKey.bytes])
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' })
    const hash = createHash('sha256').update(frozen.body).digest()
    const signed = parts('hookline/envelope/1', message, `channel/${channel}`, 'sealed', device, redacted, hash)
    expect(verify(null, signed, publicKey, frozen.signature)).toBe(true)

    const body = { format: frozen.body[0], group: frozen.body.toString('hex', 1, 17), epoch: frozen.body.subarray(17, 25), sealed: frozen.body.subarray(25) }
    expect([body.format, body.group, body.epoch.readBigUInt64BE()]).toEqual([1, group.replaceAll('-', ''), 7n])
    const info = parts('hookline/content-key/1', group, body.epoch, `channel/${channel}`)
    const aad = parts('hookline/content/1', group, body.epoch, `channel/${channel}`, device, message, 'sealed', redacted)
    const padded = open(epochKey, info, aad, body.sealed)
    expect([padded.length, padded.toString('utf8', 0, 7), padded[7], padded.subarray(8).every((byte) => byte === 0)]).toEqual([256, 'Grüße', 0x80, true])
  })

  test('opens an envelope of the second format', () => {
    const [head, sealed] = [frozen.channelBody.subarray(0, 25), frozen.channelBody.subarray(25)]
    const subject = `channel/${channel}`
    const ofChannel = new Uint8Array(hkdfSync('sha256', epochKey, new Uint8Array(), parts('hookline/channel-key/1', group, head.subarray(17), subject), 32))
    const aad = parts('hookline/content/2', group, head.subarray(17), subject, device, message, 'sealed', redacted)
    expect([head[0], open(ofChannel, parts('hookline/content-key/2'), aad, sealed).toString('utf8', 0, 7)]).toEqual([2, 'Grüße'])
  })

  test('opens a history link', () => {
    const aad = parts('hookline/link/1', group, hex('0000000000000007'), hex('0000000000000006'))
    expect(open(epochKey, parts('hookline/link-key/1'), aad, frozen.link).equals(olderKey)).toBe(true)
  })

  test('opens a file of one frame', () => {
    expect(createHash('sha256').update(frozen.file.sealed).digest().equals(frozen.file.id)).toBe(true)
    expect(decrypt(frozen.file.key, hex('000000000000000000000001'), Buffer.from('hookline/file/1'), frozen.file.sealed).toString()).toBe('a file')
  })

  /** Each behind its length in four bytes. */
  function parts(...all: (string | Uint8Array)[]): Buffer {
    return Buffer.concat(
      all.flatMap((part) => {
        const length = Buffer.alloc(4)
        length.writeUInt32BE(Buffer.byteLength(part))
        return [length, Buffer.from(part)]
      }),
    )
  }

  /** Salt, ciphertext, tag. */
  function open(secret: Uint8Array, info: Buffer, aad: Buffer, sealed: Buffer): Buffer {
    const once = new Uint8Array(hkdfSync('sha256', secret, sealed.subarray(0, 16), info, 32))
    return decrypt(once, Buffer.alloc(12), aad, sealed.subarray(16))
  }

  function decrypt(secret: Uint8Array, nonce: Buffer, aad: Buffer, sealed: Buffer): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', secret, nonce).setAAD(aad).setAuthTag(sealed.subarray(-16))
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  }
})
