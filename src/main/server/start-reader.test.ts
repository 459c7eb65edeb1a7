/** The reader thread: answers, tells failures apart, and is started again after it died. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ChannelId } from '#shared/contract/ids.ts'
import { createFarReader, type FarReader } from './start-reader.ts'
import { openConnection } from './store/connection.ts'
import { migrate } from './store/migrate.ts'

let folder = ''
let reader: FarReader
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookline-reader-'))
  reader = createFarReader(join(folder, 'hookline.db'))
})
afterEach(async () => {
  await reader.stop()
  rmSync(folder, { recursive: true, force: true })
})

function makeDatabase(): void {
  const connection = openConnection({ path: join(folder, 'hookline.db') })
  migrate(connection.db)
  connection.close()
}

const page = { channelId: 'none' as ChannelId, limit: 10 }

test('while there is no file it fails each time it is asked, and works as soon as there is one', async () => {
  const failed = await Promise.allSettled([reader.run('listMessages', page), reader.run('listMessages', page)])
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  makeDatabase()
  // Asked at once, while the thread that failed is still ending.
  expect(await reader.run('listMessages', page)).toEqual({ messages: [], hasOlder: false, hasNewer: false })
})

test('stopped in the middle of a question, it says so', async () => {
  makeDatabase()
  const asked = reader.run('listMessages', page)
  const settled = Promise.allSettled([asked])
  await reader.stop()
  const [one] = await settled
  expect(one?.status === 'fulfilled' || (one?.reason as Error).message === 'the reader thread ended').toBe(true)
})
