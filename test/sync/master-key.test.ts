/** The key under which a device's secrets rest: where it is kept, and that nothing is lost when it cannot be had. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMasterKey, findMasterKey, type Keyring } from '#server/sync/master-key.ts'

let folder: string
let unsafe: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookline-key-'))
  unsafe = []
})
afterEach(() => rmSync(folder, { recursive: true }))

const keyIn = (keyring: Keyring = {}) => createMasterKey(folder, keyring, (backend) => unsafe.push(backend))
const at = (name: string): string => join(folder, name)
const modeOf = (name: string): number => statSync(at(name)).mode & 0o777

/** Like a keychain: what one has sealed, another cannot open. */
function makeKeyring(mask: number) {
  const state = { isLocked: false, asked: 0 }
  const flip = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ mask)
  const keyring = {
    sealMasterKey: async (key: Uint8Array) => ({ sealed: new Uint8Array([mask, ...flip(key)]) }),
    async openMasterKey(sealed: Uint8Array) {
      state.asked += 1
      return state.isLocked || sealed[0] !== mask ? null : flip(sealed.subarray(1))
    },
  }
  return { keyring, state }
}

test('without a keyring it is in a file that nobody else may read, and stays the same', async () => {
  const key = await keyIn()()
  expect([key.length, modeOf('device.key'), existsSync(at('device.key.new'))]).toEqual([32, 0o600, false])
  expect(new Uint8Array(readFileSync(at('device.key')))).toEqual(key)
  expect(await keyIn()()).toEqual(key)
})

test('a file that others may read is not used, and says what to do', async () => {
  await keyIn()()
  chmodSync(at('device.key'), 0o640)
  const open = keyIn()
  await expect(open()).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('chmod 600') as string })
  chmodSync(at('device.key'), 0o600)
  expect(await open()).toHaveLength(32)
  writeFileSync(at('device.key'), 'short')
  await expect(keyIn()()).rejects.toMatchObject({ code: 'unavailable' })
})

test('with a keyring only what that has sealed is on the disk, and it is asked once', async () => {
  const { keyring, state } = makeKeyring(7)
  const open = keyIn(keyring)
  const [key, same] = await Promise.all([open(), open()])
  expect(same).toBe(key)
  expect(findMasterKey(at('.'))).toBe('keyring')
  expect([existsSync(at('device.key')), modeOf('device.key.sealed'), readFileSync(at('device.key.sealed')).includes(Buffer.from(key))]).toEqual([false, 0o600, false])
  const again = keyIn(keyring)
  state.asked = 0
  expect(await again()).toEqual(key)
  await again()
  expect(state.asked).toBe(1)
})

test('a locked or another keyring is said, nothing is discarded, and unlocking it is enough', async () => {
  const { keyring, state } = makeKeyring(7)
  const key = await keyIn(keyring)()
  const before = readFileSync(at('device.key.sealed'))
  state.isLocked = true
  const open = keyIn(keyring)
  await expect(open()).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('locked') as string })
  await expect(keyIn(makeKeyring(9).keyring)()).rejects.toMatchObject({ code: 'unavailable' })
  await expect(keyIn()()).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('desktop app') as string })
  expect(readFileSync(at('device.key.sealed'))).toEqual(before)
  expect(existsSync(at('device.key'))).toBe(false)
  state.isLocked = false
  expect(await open()).toEqual(key)
})

test('a keyring that keeps nothing safe, or does not give back what it took, is not relied upon, and that is said', async () => {
  const key = await keyIn({ sealMasterKey: async () => ({ unsafe: 'basic_text' }), openMasterKey: async () => null })()
  expect(new Uint8Array(readFileSync(at('device.key')))).toEqual(key)
  expect(findMasterKey(at('.'))).toBe('file')
  rmSync(at('device.key'))
  expect(findMasterKey(at('.'))).toBe('none')
  await keyIn({ ...makeKeyring(7).keyring, openMasterKey: async () => new Uint8Array(32) })()
  expect([unsafe, existsSync(at('device.key')), existsSync(at('device.key.sealed'))]).toEqual([['basic_text', 'unreliable'], true, false])
})

test('a folder with secrets and no key gets no new one, which would open nothing of them', async () => {
  writeFileSync(at('sync.db'), '')
  await expect(keyIn(makeKeyring(7).keyring)()).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('Restore it') as string })
  expect([existsSync(at('device.key')), existsSync(at('device.key.sealed'))]).toEqual([false, false])
})
