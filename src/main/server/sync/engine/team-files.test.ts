/** What stands in the workshop while files of a team are sealed and opened: nothing that others may read, and nothing afterwards. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterAll, expect, test } from 'vitest'
import { createContents } from '../../files/contents.ts'
import { workshopIn } from '../../files/file-store.ts'
import { bringFile } from './bring-file.ts'
import { createTeamFiles, type FileHome } from './team-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'hookline-workshop-'))
const workshop = workshopIn(folder)
const plain = Buffer.alloc(200_000, 'what the plan says ')
const sha256 = createHash('sha256').update(plain).digest('hex')
const placeOf = (root: string): string => join(root, 'files', sha256.slice(0, 2))
mkdirSync(placeOf(folder), { recursive: true })
writeFileSync(join(placeOf(folder), sha256), plain)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The one file that is there now. */
function look(root: string): { readonly bytes: Buffer; readonly mode: number } {
  const names = readdirSync(workshopIn(root))
  expect(names).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)])
  const path = join(workshopIn(root), names[0]!)
  return { bytes: readFileSync(path), mode: statSync(path).mode & 0o077 }
}

test('sealed while it is brought, opened while it is fetched, for its user alone, and gone after both', async () => {
  let brought = Buffer.alloc(0)
  const seen: { readonly isSealed: boolean; readonly mode: number }[] = []
  const note = (root: string): void => {
    const { bytes, mode } = look(root)
    seen.push({ isSealed: !bytes.includes('what the plan says'), mode: process.platform === 'win32' ? 0 : mode })
  }
  const home: FileHome = {
    upload: async (_file, read) => {
      note(folder)
      for await (const piece of read()) brought = Buffer.concat([brought, piece])
    },
    download: async (_file, take) => {
      for (let at = 0; at < brought.length; at += 50_000) await take(brought.subarray(at, at + 50_000))
      note(other)
    },
  }
  const other = mkdtempSync(join(tmpdir(), 'hookline-workshop-'))
  const sealed = await bringFile({ home, contents: createContents(join(folder, 'files')), workshop }, sha256, v7())
  await createTeamFiles(other, home).fetch(sha256, sealed)
  expect(seen).toEqual([{ isSealed: true, mode: 0 }, { isSealed: false, mode: 0 }])
  expect(readFileSync(join(placeOf(other), sha256)).equals(plain)).toBe(true)
  expect([readdirSync(workshop), readdirSync(workshopIn(other))]).toEqual([[], []])
  rmSync(other, { recursive: true, force: true })
})

test('gone too when the host cannot be reached, or gives what is not the file', async () => {
  const gone = async (): Promise<never> => Promise.reject(new Error('gone'))
  const taking: FileHome = { upload: async () => undefined, download: async (_file, take) => take(Buffer.alloc(70_000)) }
  const contents = createContents(join(folder, 'files'))
  await expect(bringFile({ home: { ...taking, upload: gone }, contents, workshop }, sha256, v7())).rejects.toThrow('gone')
  const sealed = await bringFile({ home: taking, contents, workshop }, sha256, v7())
  rmSync(join(placeOf(folder), sha256))
  await expect(createTeamFiles(folder, taking).fetch(sha256, sealed)).rejects.toMatchObject({ body: { code: 'unavailable' } })
  await expect(createTeamFiles(folder, { ...taking, download: gone }).fetch(sha256, sealed)).rejects.toThrow('gone')
  expect(readdirSync(workshop)).toEqual([])
})
