/** Files through procedures: sent in pieces, posted, read by who may, stored once by content, gone when nobody needs them. */
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ORPCError } from '@orpc/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { File as SentFile } from '#shared/contract/file.ts'
import type { FileId } from '#shared/contract/ids.ts'
import { PIECE_BYTES } from '#shared/contract/rpc/files.ts'
import { cleanFiles } from '#server/actions/files/clean-files.ts'
import { finishUpload } from '#server/actions/files/finish-upload.ts'
import { mountSmallDisk } from '../helpers/small-disk.ts'
import { makeDataFolder, startApp, type TestApp } from '../helpers/start-app.ts'
import { announce, makePng, readWhole, sendPart, upload } from '../helpers/upload.ts'

type Client = TestApp['client']

let t: TestApp
let owner: Client
let ann: Client
beforeAll(async () => {
  t = await startApp()
  owner = t.client
  for (const username of ['ann', 'bob']) await owner.people.create({ username })
  await owner.people.create({ username: 'gus', role: 'guest' })
  ann = as('ann')
})
afterAll(() => t.stop())

const as = (username: string): Client => t.clientAs(t.app.findActor(username))
const text = (words: string) => Buffer.from(words)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const pathOf = (bytes: Uint8Array) => join(t.dataFolder, 'files', sha256(bytes).slice(0, 2), sha256(bytes))
const incoming = () => (existsSync(join(t.dataFolder, 'files/incoming')) ? readdirSync(join(t.dataFolder, 'files/incoming')).sort() : [])
const hourMs = 3_600_000

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'ok'
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'REFUSED') return (error.data as { code: string }).code
    throw error
  }
}

async function sentenceOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'ok',
    (error: ORPCError<string, { message: string }>) => error.data.message,
  )
}

describe('sending', () => {
  test('in pieces, posted with a message, read back byte for byte by another person', async () => {
    const bytes = Buffer.alloc(2 * PIECE_BYTES + 1000, 'pieces of a larger file ')
    const file = await upload(owner, { name: 'pieces.log', bytes })
    expect(file).toEqual({ id: file.id, name: 'pieces.log', mediaType: 'text/plain', sizeBytes: bytes.length, width: null, height: null, hasThumbnail: false })
    const posted = await owner.messages.post({ channel: 'town-square', text: '', fileIds: [file.id] })
    expect(posted.files).toEqual([file])
    expect((await ann.messages.show({ id: posted.id })).files).toEqual([file])
    expect((await readWhole(ann, file.id)).equals(bytes)).toBe(true)
    expect(incoming()).toEqual([])
  })

  test('an empty file is a file', async () => {
    const file = await upload(owner, { name: 'empty', bytes: text('') })
    expect(file.sizeBytes).toBe(0)
    expect(await owner.files.read({ fileId: file.id, part: 'content', offset: 0 })).toEqual({ base64: '', sizeBytes: 0 })
  })

  test('a repeated piece changes nothing, a gap and a byte too many are refused', async () => {
    const bytes = text('0123456789')
    const piece = (from: number, to: number) => ({ part: 'content' as const, offset: from, base64: bytes.subarray(from, to).toString('base64') })
    const { fileId } = await owner.files.begin(announce({ bytes }))
    expect(await owner.files.append({ fileId, ...piece(0, 4) })).toEqual({ sizeBytes: 4 })
    expect(await owner.files.append({ fileId, ...piece(0, 4) })).toEqual({ sizeBytes: 4 })
    expect(await codeOf(owner.files.append({ fileId, ...piece(6, 10) }))).toBe('invalid')
    expect(await codeOf(owner.files.append({ fileId, part: 'content', offset: 4, base64: text('456789x').toString('base64') }))).toBe('invalid')
    expect(await codeOf(owner.files.append({ fileId, part: 'thumbnail', offset: 0, base64: 'AAAA' }))).toBe('invalid')
    expect(await codeOf(owner.files.append({ fileId, part: 'content', offset: 4, base64: '%%%%' }))).toBe('invalid')
    expect(await sentenceOf(owner.files.finish({ fileId }))).toBe('Only 4 of 10 bytes are here: send the rest first.')
    expect(await owner.files.append({ fileId, ...piece(4, 10) })).toEqual({ sizeBytes: 10 })
    const [first, again] = await Promise.all([owner.files.finish({ fileId }), owner.files.finish({ fileId })])
    expect(again).toEqual(first)
    expect(await owner.files.append({ fileId, ...piece(0, 4) })).toEqual({ sizeBytes: 10 })
    expect((await readWhole(owner, fileId)).equals(bytes)).toBe(true)
  })

  test('pieces that are sent at once are taken one after another', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index))
    const { fileId } = await owner.files.begin(announce({ bytes }))
    const offsets = Array.from({ length: 16 }, (_, index) => index * 16)
    await Promise.all(offsets.map((offset) => owner.files.append({ fileId, part: 'content', offset, base64: bytes.subarray(offset, offset + 16).toString('base64') })))
    await owner.files.finish({ fileId })
    expect((await readWhole(owner, fileId)).equals(bytes)).toBe(true)
  })

  test('a file over the limit is refused before a byte is sent, with both sizes', async () => {
    await owner.settings.set({ key: 'files.maxBytes', value: 2 * 1024 * 1024 })
    expect(await sentenceOf(owner.files.begin({ ...announce({ bytes: text('') }), sizeBytes: 3.5 * 1024 * 1024 }))).toBe('The file has 3.5 MB; files of up to 2 MB can be sent here (files.maxBytes).')
    expect(await codeOf(owner.files.begin({ ...announce({ bytes: text('') }), sizeBytes: 2 * 1024 * 1024 }))).toBe('ok')
    await owner.settings.set({ key: 'files.maxBytes', value: 100 * 1024 * 1024 })
  })

  test('nobody can begin without end', async () => {
    const bob = as('bob')
    const begin = () => bob.files.begin(announce({ bytes: text('x') }))
    const begun = await Promise.all(Array.from({ length: 50 }, begin))
    expect(await codeOf(begin())).toBe('limit_reached')
    expect(await codeOf(ann.files.begin(announce({ bytes: text('x') })))).toBe('ok')
    for (const { fileId } of begun) await bob.files.cancel({ fileId })
    expect(await codeOf(begin())).toBe('ok')
  })

  test('cancelling forgets it, also twice and for what was never there', async () => {
    const bytes = text('never mind')
    const { fileId } = await owner.files.begin(announce({ bytes }))
    await owner.files.append({ fileId, part: 'content', offset: 0, base64: bytes.toString('base64') })
    expect(incoming()).toEqual([`${fileId}.content`])
    expect(await owner.files.cancel({ fileId })).toEqual({ fileId })
    expect(incoming()).toEqual([])
    expect(await owner.files.cancel({ fileId })).toEqual({ fileId })
    expect(await Promise.all([codeOf(owner.files.finish({ fileId })), codeOf(owner.files.append({ fileId, part: 'content', offset: 0, base64: '' }))])).toEqual(['not_found', 'not_found'])
  })

  test.each([
    ['../../x', 'x'],
    ['C:\\boot.ini', 'boot.ini'],
    ['annexe\u202Egpj.exe', 'annexegpj.exe'],
    [`${'long'.repeat(62)}xyz.pdf`, `${'long'.repeat(62)}xyz.pdf`],
    ['a\r\nb\0.txt', 'ab.txt'],
    ['..', 'file'],
  ])('the name %j becomes %j', async (name, clean) => {
    expect((await upload(owner, { name, bytes: text(name) })).name).toBe(clean)
  })
})

describe('what a file is', () => {
  const svg = text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>')
  test.each([
    ['a PNG is one whatever is said, with its own size', { bytes: makePng(30, 20), mediaType: 'text/html' }, { mediaType: 'image/png', width: 30, height: 20 }],
    ['HTML is no PNG', { bytes: text('<html>'), mediaType: 'image/png' }, { mediaType: 'application/octet-stream', width: null, height: null }],
    ['SVG stays SVG, which is never drawn', { bytes: svg, mediaType: 'image/svg+xml' }, { mediaType: 'image/svg+xml', width: null, height: null }],
    ['parameters are left out', { bytes: text('a'), mediaType: 'Text/Plain; charset=utf-8' }, { mediaType: 'text/plain', width: null, height: null }],
    ['what is no media type is none', { bytes: text('a'), mediaType: 'text/"><b' }, { mediaType: 'application/octet-stream', width: null, height: null }],
  ])('%s', async (_, given, expected) => {
    const { mediaType, width, height } = await upload(owner, given)
    expect({ mediaType, width, height }).toEqual(expected)
  })

  test('a thumbnail must be a small picture', async () => {
    const bytes = makePng(200, 100, 1)
    const thumbnail = makePng(20, 10, 2)
    const file = await upload(owner, { bytes, thumbnail })
    expect(file.hasThumbnail).toBe(true)
    expect((await readWhole(owner, file.id, 'thumbnail')).equals(thumbnail)).toBe(true)
    for (const bad of [svg, text('<html>'), makePng(3000, 1)]) expect((await upload(owner, { bytes, thumbnail: bad })).hasThumbnail).toBe(false)
    // A picture that needed none is its own.
    const plain = await upload(owner, { bytes: thumbnail })
    expect((await readWhole(owner, plain.id, 'thumbnail')).equals(thumbnail)).toBe(true)
    expect(await codeOf(owner.files.read({ fileId: (await upload(owner, { bytes: text('a') })).id, part: 'thumbnail', offset: 0 }))).toBe('not_found')
  })
})

describe('who may', () => {
  const people = ['owner', 'ann', 'bob', 'gus']
  const read = async (fileId: SentFile['id']): Promise<string[]> => {
    const outcomes = await Promise.all(people.map(async (name) => codeOf((name === 'owner' ? owner : as(name)).files.read({ fileId, part: 'content', offset: 0 }))))
    return people.filter((_, index) => outcomes[index] === 'ok')
  }
  /** Posted by Ann. */
  const post = async (channel: string): Promise<{ fileId: SentFile['id']; messageId: SentFile['id'] }> => {
    const { id } = await upload(ann, { bytes: text(`secret of ${channel}`) })
    const message = await ann.messages.post({ channel, text: 'look', fileIds: [id] })
    return { fileId: id, messageId: message.id as unknown as SentFile['id'] }
  }

  test('read: the uploader before the post, then whoever may read the channel; nobody a private one from outside', async () => {
    await ann.channels.create({ name: 'open', displayName: 'Open' })
    await ann.channels.create({ name: 'closed', private: true, members: ['bob'] })
    expect({
      waiting: await read((await upload(ann, { bytes: text('not posted') })).id),
      open: await read((await post('open')).fileId),
      closed: await read((await post('closed')).fileId),
      direct: await read((await post('@bob')).fileId),
    }).toEqual({ waiting: ['ann'], open: ['owner', 'ann', 'bob'], closed: ['ann', 'bob'], direct: ['ann', 'bob'] })
    await ann.channels.addPeople({ channel: 'closed', usernames: ['gus'] })
    expect(await read((await post('closed')).fileId)).toEqual(['ann', 'bob', 'gus'])
  })

  test('read: who left a private channel reads its files no more', async () => {
    await ann.channels.create({ name: 'left', private: true, members: ['bob'] })
    const { fileId } = await post('left')
    expect(await read(fileId)).toEqual(['ann', 'bob'])
    await as('bob').channels.leave({ channel: 'left' })
    expect(await read(fileId)).toEqual(['ann'])
  })

  test('read: nobody what a deleted message had', async () => {
    const { fileId, messageId } = await post('town-square')
    expect(await read(fileId)).toEqual(['owner', 'ann', 'bob'])
    await ann.messages.delete({ messageId: messageId as never })
    expect(await read(fileId)).toEqual([])
  })

  test("read: everyone a person's picture, and nobody the one before it", async () => {
    const first = await upload(ann, { bytes: makePng(8, 8, 3) })
    expect((await ann.people.updateProfile({ pictureId: first.id })).pictureId).toBe(first.id)
    expect(await read(first.id)).toEqual(people)
    await ann.people.updateProfile({ pictureId: (await upload(ann, { bytes: makePng(8, 8, 4) })).id })
    expect(await read(first.id)).toEqual([])
  })

  test('add, finish, cancel and post: the uploader alone', async () => {
    const bytes = text('mine')
    const { fileId } = await ann.files.begin(announce({ bytes }))
    const bob = as('bob')
    expect(
      await Promise.all([
        codeOf(bob.files.append({ fileId, part: 'content', offset: 0, base64: bytes.toString('base64') })),
        codeOf(bob.files.finish({ fileId })),
        // As if it were not there.
        codeOf(bob.files.cancel({ fileId })),
        codeOf(bob.messages.post({ channel: 'town-square', text: 'x', fileIds: [fileId] })),
        codeOf(ann.messages.post({ channel: 'town-square', text: 'x', fileIds: [fileId] })),
      ]),
    ).toEqual(['not_found', 'not_found', 'ok', 'invalid', 'invalid'])
    await sendPart(ann, fileId, 'content', bytes)
    expect((await ann.files.finish({ fileId })).id).toBe(fileId)
    expect(await codeOf(bob.messages.post({ channel: 'town-square', text: 'x', fileIds: [fileId] }))).toBe('invalid')
    expect(await codeOf(ann.messages.post({ channel: 'town-square', text: 'x', fileIds: [fileId, fileId] }))).toBe('invalid')
    expect(await codeOf(ann.messages.post({ channel: 'town-square', text: 'x', fileIds: [fileId] }))).toBe('ok')
    expect(await codeOf(ann.messages.post({ channel: 'town-square', text: 'x', fileIds: [fileId] }))).toBe('invalid')
  })

  test('list: the files of a channel that one may read', async () => {
    expect(await codeOf(owner.files.list({ channel: 'closed' }))).toBe('not_found')
    expect(await codeOf(as('bob').files.list({ channel: 'closed' }))).toBe('ok')
  })
})

describe('the list of a channel', () => {
  test('newest first, in pages, by kind and by a part of the name', async () => {
    await owner.channels.create({ name: 'shelf' })
    const names = ['a.png', 'Ünter den Linden.PDF', 'b.png', 'main.rs', 'song.mp3', 'c.zip']
    for (const [index, name] of names.entries()) {
      const bytes = name.endsWith('png') ? makePng(4, 4, index) : text(name)
      const { id } = await upload(owner, { name, mediaType: 'application/octet-stream', bytes })
      await owner.messages.post({ channel: 'shelf', text: name, fileIds: [id] })
    }
    const [x, y] = [await upload(owner, { name: 'x.txt', bytes: text('x') }), await upload(owner, { name: 'y.txt', bytes: text('y') })]
    const both = await owner.messages.post({ channel: 'shelf', text: 'two', fileIds: [x.id, y.id] })
    const list = async (more: object) => (await owner.files.list({ channel: 'shelf', ...more })).entries.map(({ file }) => file.name)
    expect(await list({})).toEqual(['y.txt', 'x.txt', 'c.zip', 'song.mp3', 'main.rs', 'b.png', 'Ünter den Linden.PDF', 'a.png'])
    expect(await list({ kinds: ['picture'] })).toEqual(['b.png', 'a.png'])
    expect(await list({ kinds: ['document', 'text'] })).toEqual(['y.txt', 'x.txt', 'main.rs', 'Ünter den Linden.PDF'])
    expect(await list({ search: 'ÜNTER' })).toEqual(['Ünter den Linden.PDF'])
    expect(await list({ search: 'u\u0308nter' })).toEqual(['Ünter den Linden.PDF'])
    expect(await list({ search: '%' })).toEqual([])
    const paged: string[] = []
    for (let before: number | undefined, pages = 0; pages < 10; pages += 1) {
      const page = await owner.files.list({ channel: 'shelf', limit: 3, ...(before === undefined ? {} : { before }) })
      expect(page.entries.length).toBeLessThanOrEqual(3)
      paged.push(...page.entries.map(({ file }) => file.name))
      if (page.nextBefore === null) break
      before = page.nextBefore
    }
    expect(paged).toEqual(await list({}))
    const [newest] = (await owner.files.list({ channel: 'shelf', limit: 1 })).entries
    expect(newest).toEqual({ file: y, message: await owner.messages.show({ id: both.id }) })
    await owner.messages.delete({ messageId: both.id })
    expect((await list({})).slice(0, 2)).toEqual(['c.zip', 'song.mp3'])
  })
})

describe('on the disk', () => {
  test('the same content is there once, readable by this user alone', async () => {
    const bytes = text('twice the same')
    const [one, two] = [await upload(owner, { name: 'one', bytes }), await upload(ann, { name: 'two', bytes })]
    expect(one.id).not.toBe(two.id)
    expect(statSync(pathOf(bytes)).nlink).toBe(1)
    expect(readdirSync(join(pathOf(bytes), '..')).filter((name) => name === sha256(bytes))).toHaveLength(1)
    if (process.platform !== 'win32') {
      const modes = [pathOf(bytes), join(pathOf(bytes), '..'), join(t.dataFolder, 'files')].map((path) => (statSync(path).mode & 0o777).toString(8))
      expect(modes).toEqual(['600', '700', '700'])
    }
    // Taking one back leaves the other its content.
    await owner.files.cancel({ fileId: one.id })
    await clean(2)
    expect((await readWhole(ann, two.id)).equals(bytes)).toBe(true)
  })

  test('usage counts contents once', async () => {
    const before = await owner.files.usage()
    const bytes = text('counted once, whoever sends it')
    for (const client of [owner, ann]) await upload(client, { bytes })
    const after = await owner.files.usage()
    expect({ bytes: after.fileBytes - before.fileBytes, files: after.fileCount - before.fileCount, folder: after.dataFolder }).toEqual({ bytes: bytes.length, files: 1, folder: t.dataFolder })
    expect(after.databaseBytes).toBeGreaterThan(100_000)
    expect(after.messageCount).toBe(t.app.ctx.reader.all('SELECT id FROM message').length)
  })

  test('content that is not on this device says so', async () => {
    const bytes = text('deleted by hand')
    const { id } = await upload(owner, { bytes })
    rmSync(pathOf(bytes))
    expect(await codeOf(owner.files.read({ fileId: id, part: 'content', offset: 0 }))).toBe('unavailable')
  })

  test.skipIf(process.platform !== 'linux')('a full disk takes nothing of a piece, says so, and goes on once there is room', async () => {
    const bytes = text('no room for this')
    const { fileId } = await owner.files.begin(announce({ bytes }))
    const path = join(t.dataFolder, 'files/incoming', `${fileId}.content`)
    mkdirSync(join(path, '..'), { recursive: true })
    symlinkSync('/dev/full', path)
    const send = () => owner.files.append({ fileId, part: 'content', offset: 0, base64: bytes.toString('base64') })
    expect(await codeOf(send())).toBe('storage_full')
    expect(lstatSync(path).isSymbolicLink()).toBe(true)
    rmSync(path)
    expect(await send()).toEqual({ sizeBytes: bytes.length })
    expect((await owner.files.finish({ fileId })).sizeBytes).toBe(bytes.length)
    expect((await readWhole(owner, fileId)).equals(bytes)).toBe(true)
  })

  test('a disk that is really full (tmpfs, 2 MB): what was taken is whole, and cancelling makes room', async (context) => {
    const disk = mountSmallDisk(join(t.dataFolder, 'files/incoming'))
    if (disk === undefined) return context.skip()
    try {
      const bytes = Buffer.alloc(3 * 1024 * 1024, 'fills the disk ')
      const { fileId } = await owner.files.begin(announce({ bytes }))
      expect(await codeOf(sendPart(owner, fileId, 'content', bytes))).toBe('storage_full')
      const { size } = statSync(join(disk.folder, `${fileId}.content`))
      // The half-written piece was cut off again, so that the same offset can be tried again.
      expect({ isWholePieces: size % PIECE_BYTES, taken: size > 0 && size < bytes.length }).toEqual({ isWholePieces: 0, taken: true })
      expect(await owner.files.append({ fileId, part: 'content', offset: 0, base64: '' })).toEqual({ sizeBytes: size })
      await owner.files.cancel({ fileId })
      expect(readdirSync(disk.folder)).toEqual([])
    } finally {
      disk.unmount()
    }
  })
})

/** The hourly task as it would run in so many hours. */
async function clean(inHours = 0): Promise<void> {
  const { ctx } = t.app
  await cleanFiles({ ...ctx, now: () => Date.now() + inHours * hourMs })
}

describe('what nobody needs', () => {
  test('goes at the next start when a program ended in the middle: of an upload, and of sealing or opening for a team', async () => {
    const dataFolder = makeDataFolder()
    for (const place of ['incoming', 'sealed']) {
      mkdirSync(join(dataFolder, 'files', place), { recursive: true })
      writeFileSync(join(dataFolder, 'files', place, '0190a0b0-0000-7000-8000-000000000000'), 'half of it')
    }
    const next = await startApp({ dataFolder })
    expect(readdirSync(join(dataFolder, 'files'))).toEqual([])
    await next.stop()
    rmSync(dataFolder, { recursive: true })
  })

  test('goes after a day when it was not posted, with its content', async () => {
    const bytes = text('never posted')
    const whole = await upload(owner, { bytes })
    const { fileId } = await owner.files.begin(announce({ bytes }))
    await owner.files.append({ fileId, part: 'content', offset: 0, base64: bytes.toString('base64') })
    await clean(23)
    expect([await codeOf(owner.files.read({ fileId: whole.id, part: 'content', offset: 0 })), existsSync(pathOf(bytes)), incoming()]).toEqual(['ok', true, [`${fileId}.content`]])
    await clean(25)
    expect([await codeOf(owner.files.read({ fileId: whole.id, part: 'content', offset: 0 })), existsSync(pathOf(bytes)), incoming()]).toEqual(['not_found', false, []])
    expect(await codeOf(owner.messages.post({ channel: 'town-square', text: 'x', fileIds: [whole.id] }))).toBe('invalid')
  })

  test('stays while a draft has it, however long, and goes once the draft has not', async () => {
    const bytes = text('for a message that is not written yet')
    const { id } = await upload(owner, { bytes })
    const save = (fileIds: FileId[]) => owner.drafts.save({ channel: 'town-square', threadRootId: null, text: 'with a file', fileIds })
    await save([id])
    await clean(72)
    expect((await owner.drafts.list()).map(({ files }) => files.map((file) => file.id))).toEqual([[id]])
    expect((await owner.messages.post({ channel: 'town-square', text: 'sent at last', fileIds: [id] })).files.map((file) => file.id)).toEqual([id])
    const other = text('thought better of it')
    const taken = await upload(owner, { bytes: other })
    await save([taken.id])
    await save([])
    await clean(72)
    expect(existsSync(pathOf(other))).toBe(false)
  })

  test('goes with the last message that had it', async () => {
    const [bytes, thumbnail] = [makePng(40, 40, 7), makePng(4, 4, 8)]
    const posts = await Promise.all([owner, ann].map(async (client) => client.messages.post({ channel: 'town-square', text: '', fileIds: [(await upload(client, { bytes, thumbnail })).id] })))
    await clean(2)
    expect([existsSync(pathOf(bytes)), existsSync(pathOf(thumbnail))]).toEqual([true, true])
    await owner.messages.delete({ messageId: posts[0]!.id })
    await clean(2)
    expect([existsSync(pathOf(bytes)), existsSync(pathOf(thumbnail))]).toEqual([true, true])
    await ann.messages.delete({ messageId: posts[1]!.id })
    await clean(0)
    expect(existsSync(pathOf(bytes))).toBe(true)
    await clean(2)
    expect([existsSync(pathOf(bytes)), existsSync(pathOf(thumbnail))]).toEqual([false, false])
  })

  test("stays while it is somebody's picture", async () => {
    const bytes = makePng(9, 9, 9)
    await ann.people.updateProfile({ pictureId: (await upload(ann, { bytes })).id })
    await clean(48)
    expect(existsSync(pathOf(bytes))).toBe(true)
    await ann.people.updateProfile({ pictureId: null })
    await clean(48)
    expect(existsSync(pathOf(bytes))).toBe(false)
  })

  test('is never taken from under somebody who sends the same again at that moment', async () => {
    const bytes = text('sent again while it is being removed')
    // On the disk, old, and of nobody: due to be removed.
    const orphan = await upload(owner, { bytes })
    await owner.files.cancel({ fileId: orphan.id })
    const old = new Date(Date.now() - 2 * hourMs)
    utimesSync(pathOf(bytes), old, old)
    const { fileId } = await owner.files.begin(announce({ bytes }))
    await sendPart(owner, fileId, 'content', bytes)
    // The content has its place, the upload is not on record yet: then the hour strikes.
    const { ctx, me } = t.app
    let struck = 0
    const write: typeof ctx.write = async (fn) => {
      struck += 1
      await clean()
      return ctx.write(fn)
    }
    await finishUpload({ ...ctx, write }, me, { fileId })
    expect(struck).toBe(1)
    const [message] = await Promise.all([owner.messages.post({ channel: 'town-square', text: '', fileIds: [fileId] }), clean()])
    await clean(2)
    expect((await readWhole(ann, message.files[0]!.id)).equals(bytes)).toBe(true)
  })
})
