/** The desktop's way: pieces over the port. The browser's way is tested in the browser. */
import { beforeEach, expect, test, vi } from 'vitest'
import type { FileId } from '#shared/contract/ids.ts'
import { ORPCError } from '../data/client.ts'
import { setConnectionState } from '../data/connection.ts'
import { fetchFile } from './fetch-file.ts'

const fileId = '01976f00-0000-7000-8000-000000000001' as FileId
const refused = (code: string, field?: string) => new ORPCError('REFUSED', { defined: true, status: 400, data: { code, message: 'no', field } })

const read = vi.fn<(input: { offset: number }) => Promise<{ base64: string; sizeBytes: number }>>()
vi.stubGlobal('window', { hooklineDesktop: { platform: 'linux' } })

beforeEach(() => {
  read.mockReset()
  setConnectionState('open')
})

/** Three bytes a piece. */
const give = (text: string) => read.mockImplementation(async ({ offset }) => ({ base64: btoa(text.slice(offset, offset + 3)), sizeBytes: text.length }))

test('pieces are read until all are there, and put together', async () => {
  give('abcdefgh')
  const progress: number[] = []
  const blob = await fetchFile(fileId, 'content', { read, onProgress: (bytes) => progress.push(bytes) })
  expect({ text: await blob.text(), type: blob.type, progress }).toEqual({ text: 'abcdefgh', type: 'image/png', progress: [3, 6, 8] })
})

test('an empty file is read once', async () => {
  give('')
  expect((await fetchFile(fileId, 'content', { read })).size).toBe(0)
  expect(read).toHaveBeenCalledTimes(1)
})

test('a file that shrank while it was read does not hold for ever', async () => {
  read.mockResolvedValue({ base64: '', sizeBytes: 5 })
  await expect(fetchFile(fileId, 'content', { read })).rejects.toMatchObject({ kind: 'failed' })
})

test.each([
  ['not_found', undefined, 'missing', 'Not there any more.'],
  ['unavailable', undefined, 'missing', 'Not on this device.'],
  ['unavailable', 'host', 'away', 'Comes when the host is reached.'],
  ['internal', undefined, 'failed', 'no'],
])('refused as %s (%s) it is %s', async (code, field, kind, message) => {
  read.mockRejectedValue(refused(code, field))
  await expect(fetchFile(fileId, 'content', { read })).rejects.toMatchObject({ kind, message })
})

test('a broken line is no missing file', async () => {
  read.mockRejectedValue(new Error('closed'))
  await expect(fetchFile(fileId, 'content', { read })).rejects.toMatchObject({ kind: 'failed', message: 'Could not be loaded.' })
})

test('called off it ends with the reason and asks for no more', async () => {
  const controller = new AbortController()
  read.mockImplementation(async () => {
    controller.abort(new Error('enough'))
    return { base64: btoa('abc'), sizeBytes: 9 }
  })
  await expect(fetchFile(fileId, 'content', { read, signal: controller.signal })).rejects.toThrow('enough')
  expect(read).toHaveBeenCalledTimes(1)
})
