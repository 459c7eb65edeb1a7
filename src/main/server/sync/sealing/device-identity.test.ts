/** A device is the same after a restart, and nobody without the master key learns or changes who it is. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openAtRest, sealAtRest } from './at-rest.ts'
import { createDeviceIdentity, exportDeviceIdentity, importDeviceIdentity } from './device-identity.ts'
import { importSigningKey, parsePublicKey, signStatement, verifyStatement } from './signing-keys.ts'

const masterKey = randomBytes(32)
const data = new TextEncoder().encode('something')

test('signs the same after it was exported and imported', () => {
  const identity = createDeviceIdentity()
  const again = importDeviceIdentity(exportDeviceIdentity(identity, masterKey), masterKey)
  if (typeof again === 'string') throw new Error(again)
  expect([again.device, again.signingKey.publicKey.bytes]).toEqual([identity.device, identity.signingKey.publicKey.bytes])
  expect(again.signingKey.sign(data)).toEqual(identity.signingKey.sign(data))
  expect(identity.signingKey.publicKey.verify(data, again.signingKey.sign(data))).toBe(true)
})

test('stays shut under another key and with any byte changed, and does not show its seed', () => {
  const identity = createDeviceIdentity()
  const sealed = exportDeviceIdentity(identity, masterKey)
  const changed = Array.from(sealed, (byte, at) => importDeviceIdentity(sealed.with(at, byte ^ 0x10), masterKey))
  expect([importDeviceIdentity(sealed, randomBytes(32)), importDeviceIdentity(new Uint8Array(), masterKey), ...new Set(changed)]).toEqual(['locked', 'locked', 'locked'])
  expect(Buffer.from(sealed).includes(Buffer.from(identity.signingKey.exportSeed()))).toBe(false)
})

test('one of a newer Hookline is not taken for a damaged one; a seed with the key of another is never signed with', () => {
  const { device, signingKey } = createDeviceIdentity()
  const seal = (format: number, publicKey: Uint8Array) =>
    sealAtRest(masterKey, 'device-identity', Buffer.concat([Buffer.of(format), Buffer.from(device.replaceAll('-', ''), 'hex'), signingKey.exportSeed(), publicKey]))
  expect(importDeviceIdentity(seal(1, signingKey.publicKey.bytes), masterKey)).toMatchObject({ device })
  expect(importDeviceIdentity(seal(2, signingKey.publicKey.bytes), masterKey)).toBe('newer')
  expect(() => importDeviceIdentity(seal(1, createDeviceIdentity().signingKey.publicKey.bytes), masterKey)).toThrow('The key of this device is damaged.')
})

test('what rests in one place does not open in another', () => {
  const sealed = sealAtRest(masterKey, 'group/1', data)
  expect([openAtRest(masterKey, 'group/1', sealed), openAtRest(masterKey, 'group/2', sealed), openAtRest(masterKey, 'group/1', sealed.subarray(1))]).toEqual([data, undefined, undefined])
})

test('statements are bound to what they are about, to each part and to their key', () => {
  const [one, other] = [createDeviceIdentity().signingKey, createDeviceIdentity().signingKey]
  const signature = signStatement(one, 'invite', ['guest', 5n])
  const verify = (key = one, about = 'invite', parts: (string | bigint)[] = ['guest', 5n]) => verifyStatement(key.publicKey, about, parts, signature)
  expect([verify(), verify(other), verify(one, 'device'), verify(one, 'invite', ['admin', 5n]), verify(one, 'invite', ['guest', 6n]), verify(one, 'invite', ['guest'])]).toEqual([true, false, false, false, false, false])
  // The purpose stands before everything: a statement is no envelope and no bare text.
  expect(one.publicKey.verify(data, signature)).toBe(false)
})

test('keys keep their bytes when the caller’s change', () => {
  const seed = randomBytes(32)
  const key = importSigningKey(seed)
  const bytes = Uint8Array.from(key.publicKey.bytes)
  const parsed = parsePublicKey(bytes)
  seed.fill(0)
  bytes.fill(0)
  key.exportSeed().fill(0)
  expect(parsed?.bytes).toEqual(key.publicKey.bytes)
  expect(importSigningKey(key.exportSeed()).publicKey.bytes).toEqual(key.publicKey.bytes)
  expect(parsed?.verify(data, key.sign(data))).toBe(true)
})
