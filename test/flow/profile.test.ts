/** What people change of themselves: everyone hears of it, it survives a restart, and what does not fit is refused. */
import { ORPCError } from '@orpc/client'
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { announce, makePng, upload } from '../helpers/upload.ts'
import { makeDataFolder, startApp, type TestApp } from '../helpers/start-app.ts'

type Client = TestApp['client']

const dataFolder = makeDataFolder()
let t: TestApp
let lena: Client
let mara: Client
beforeAll(async () => {
  t = await startApp({ dataFolder })
  lena = t.client
  await lena.people.create({ username: 'mara', displayName: 'Mara Lindqvist' })
  mara = t.clientAs(t.app.findActor('mara'))
})
afterAll(async () => {
  await t.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})

async function refusal(call: Promise<unknown>): Promise<unknown> {
  try {
    await call
    return 'ok'
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'REFUSED') return error.data
    if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return 'bad input'
    throw error
  }
}

const findMara = async (client: Client) => (await client.people.list()).find(({ username }) => username === 'mara')

test('what is left out stays; others hear of it at once', async () => {
  const stop = new AbortController()
  const events = await lena.events.subscribe(undefined, { signal: stop.signal })
  const status = { emoji: '🌴', text: 'Away', until: 4_102_444_800_000 }
  await mara.people.updateProfile({ title: 'Release manager', timeZone: 'Asia/Kolkata' })
  await mara.people.updateProfile({ displayName: '  Mara L. ', status })
  const expected = { username: 'mara', displayName: 'Mara L.', role: 'member', title: 'Release manager', timeZone: 'Asia/Kolkata', status, pictureId: null }
  const heard: unknown[] = []
  for await (const event of events) if (event.name === 'person.changed' && heard.push(event) === 2) break
  expect(heard).toMatchObject([{ name: 'person.changed', data: { displayName: 'Mara Lindqvist', title: 'Release manager' } }, { name: 'person.changed', data: expected }])
  expect(await findMara(lena)).toMatchObject(expected)
  expect((await mara.session.get()).me).toMatchObject(expected)
  stop.abort()
})

test('an empty status is none, and null takes each part away', async () => {
  await mara.people.updateProfile({ status: { emoji: '', text: '  ', until: null } })
  expect((await findMara(lena))?.status).toBeNull()
  await mara.people.updateProfile({ status: { emoji: '📅', text: '', until: null }, timeZone: null, title: '' })
  expect(await findMara(lena)).toMatchObject({ status: { emoji: '📅', text: '', until: null }, timeZone: null, title: '' })
})

test.each([
  ['a name without letters', { displayName: '   ' }, 'bad input'],
  ['a name that is too long', { displayName: 'x'.repeat(65) }, 'bad input'],
  ['a title that is too long', { title: 'x'.repeat(101) }, 'bad input'],
  ['a status that is too long', { status: { emoji: '', text: 'x'.repeat(101), until: null } }, 'bad input'],
  ['a time zone that is nowhere', { timeZone: 'Mars/Olympus' }, { code: 'invalid', message: 'There is no time zone “Mars/Olympus”.', field: 'timeZone' }],
  ['a picture that was never sent', { pictureId: '01976f00-0000-7000-8000-000000000001' as never }, { code: 'invalid', message: 'This picture is not here any more. Choose it again.', field: 'pictureId' }],
])('%s is refused and changes nothing', async (_name, input, refused) => {
  const before = await findMara(lena)
  expect(await refusal(mara.people.updateProfile({ title: 'never', ...input }))).toEqual(refused)
  expect(await findMara(lena)).toEqual(before)
})

test('a picture must be a whole picture, of a size, and mine', async () => {
  const text = await upload(mara, { name: 'notes.txt', bytes: new TextEncoder().encode('not a picture') })
  expect(await refusal(mara.people.updateProfile({ pictureId: text.id }))).toMatchObject({ code: 'invalid', field: 'pictureId' })
  const ofLena = await upload(lena, { bytes: makePng(8, 8, 1) })
  expect(await refusal(mara.people.updateProfile({ pictureId: ofLena.id }))).toMatchObject({ code: 'invalid', field: 'pictureId' })
  const { fileId } = await mara.files.begin(announce({ bytes: makePng(8, 8, 2) }))
  expect(await refusal(mara.people.updateProfile({ pictureId: fileId }))).toMatchObject({ code: 'invalid' })
  const large = new Uint8Array(2 * 1024 * 1024 + 1)
  large.set(makePng(8, 8, 3))
  expect(await refusal(mara.people.updateProfile({ pictureId: (await upload(mara, { bytes: large })).id }))).toMatchObject({ code: 'invalid', message: 'A profile picture may have at most 2 MiB.' })
  expect((await findMara(lena))?.pictureId).toBeNull()
})

test('a picture is read by everyone, kept by other changes, and gone when it is taken away', async () => {
  const { id } = await upload(mara, { bytes: makePng(16, 16, 4) })
  await mara.people.updateProfile({ pictureId: id })
  expect((await lena.files.read({ fileId: id, part: 'content', offset: 0 })).sizeBytes).toBeGreaterThan(0)
  expect((await mara.people.updateProfile({ title: 'Pilot' })).pictureId).toBe(id)
  expect((await mara.people.updateProfile({ pictureId: id })).pictureId).toBe(id)
  expect((await mara.people.updateProfile({ pictureId: null })).pictureId).toBeNull()
  expect(await refusal(lena.files.read({ fileId: id, part: 'content', offset: 0 }))).toMatchObject({ code: 'not_found' })
})

test('it is still so after a restart', async () => {
  const { id } = await upload(mara, { bytes: makePng(16, 16, 5) })
  await mara.people.updateProfile({ pictureId: id, status: { emoji: '🚆', text: 'On the train', until: 4_102_444_800_000 } })
  const before = await findMara(lena)
  await t.stop()
  t = await startApp({ dataFolder })
  lena = t.client
  mara = t.clientAs(t.app.findActor('mara'))
  expect(await findMara(lena)).toEqual(before)
})

test('a new name is the name of earlier messages too', async () => {
  const { id } = await mara.messages.post({ channel: 'town-square', text: 'hello' })
  await mara.people.updateProfile({ displayName: 'Mara B.' })
  expect((await lena.messages.show({ id })).username).toBe('Mara B.')
})

test('the workspace gets another name, from who may give it', async () => {
  expect(await refusal(mara.workspace.rename({ name: 'Mine' }))).toMatchObject({ code: 'forbidden' })
  expect(await refusal(lena.workspace.rename({ name: ' ' }))).toBe('bad input')
  expect((await lena.workspace.rename({ name: 'Tidewater North' })).name).toBe('Tidewater North')
  expect((await mara.session.get()).workspace.name).toBe('Tidewater North')
})
