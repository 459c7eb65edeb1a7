/** What the server refuses, said by a German window: in the field that it is about, in the dialog, on the page; and the calls themselves stay English. */
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HookId } from '#shared/contract/ids.ts'
import { moveIn, openPlace, type Client, type OwnPlace } from './place.ts'
import { findEnglish } from './words-left.ts'

let place: OwnPlace
let page: Page
let lena: Client
let hookId: HookId

beforeAll(async () => {
  place = await moveIn()
  ;({ page, lena } = place)
  const { hook } = await lena.hooks.create({ channel: 'town-square', name: 'forge', dialects: ['any'] })
  hookId = hook.id
  await lena.hooks.update({ id: hookId, rules: { signature: { scheme: 'github' } } })
  await lena.channels.create({ name: 'release-room' })
  await lena.channels.create({ name: 'done-with' })
  await lena.channels.archive({ channel: 'done-with' })
  await lena.preferences.set({ key: 'look.language', value: 'de' })
  await place.sidebar.getByRole('link', { name: 'Gemerkt' }).waitFor()
})
afterAll(() => place?.leave())

const button = (name: string, within: Page | Locator = page): Locator => within.getByRole('button', { name, exact: true })
const dialog = (): Locator => page.getByRole('dialog')
const begin = async (item: string): Promise<void> => {
  await button('Neu').click()
  await page.getByRole('menuitem', { name: new RegExp(`^${item}`) }).click()
}

/** From the head of the channel, with another name filled in. */
async function openRename(where: Page, name: string): Promise<void> {
  await where.getByRole('main').getByRole('button', { name: new RegExp(name) }).first().click()
  await where.getByRole('menuitem', { name: /^Umbenennen/ }).click()
  await where.getByRole('dialog').getByLabel('Name', { exact: true }).fill(`${name}-2`)
}

/** The sentence is there, and no English one beside it. */
async function said(sentence: string): Promise<void> {
  await page.getByText(sentence, { exact: true }).first().waitFor()
  expect(await findEnglish(page)).toEqual([])
}

test('a name that is taken, at its field', async () => {
  await begin('Neuer Kanal')
  await dialog().getByLabel('Name', { exact: true }).fill('release-room')
  await button('Kanal anlegen', dialog()).click()
  await said('Einen Kanal #release-room gibt es schon. Wähle einen anderen Namen.')
  await dialog().getByLabel('Name', { exact: true }).fill('done-with')
  await button('Kanal anlegen', dialog()).click()
  await said('Einen Kanal #done-with gibt es schon, er ist archiviert. Wähle einen anderen Namen.')
  await button('Abbrechen', dialog()).click()

  await begin('Person hinzufügen')
  await dialog().getByLabel('Benutzername').fill('jonas')
  await button('Person hinzufügen', dialog()).click()
  await said('Der Benutzername „jonas“ ist vergeben.')
  await button('Abbrechen', dialog()).click()
})

test('a secret that is none', async () => {
  await place.goTo(`/integrations/incoming/${hookId}/posting`)
  await button('Geheimnis setzen').click()
  await dialog().getByText('Ich habe eines').click()
  await dialog().getByLabel('Signaturgeheimnis').fill('kurz')
  await button('Speichern', dialog()).click()
  await said('Das Geheimnis muss mindestens 8 Zeichen haben.')
  await button('Abbrechen', dialog()).click()
})

test('a limit that is reached', async () => {
  for (let count = 1; count <= 101; count += 1) {
    const { id } = await lena.messages.post({ channel: 'off-topic', text: `Nummer ${count}` })
    if (count <= 100) await lena.messages.pin({ messageId: id, on: true })
  }
  await place.goTo('/channels/off-topic')
  const row = page.getByRole('article').filter({ hasText: 'Nummer 101' })
  await row.hover()
  await row.getByRole('button', { name: 'Mehr', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Im Kanal anheften' }).click()
  await said('Das Anheften wurde nicht geändert: In #off-topic sind 100 Nachrichten angeheftet, mehr geht nicht. Löse zuerst eine.')
})

test('a channel that was archived meanwhile', async () => {
  await place.goTo('/channels/release-room')
  await openRename(page, 'release-room')
  await lena.channels.archive({ channel: 'release-room' })
  await button('Umbenennen', dialog()).click()
  await said('#release-room ist archiviert. Stell ihn zuerst wieder her.')
  await button('Abbrechen', dialog()).click()
})

test('an invite link that is none', async () => {
  await place.goTo('/settings/team')
  await button('Link einfügen …').click()
  await page.getByLabel('Einladungslink').fill('https://example.com/join')
  await button('Nachsehen, wohin er führt').click()
  await said('Das ist kein Einladungslink: Einer beginnt mit hookline://join#')
})

test('a right that one has no more', async () => {
  const mine = await openPlace(place.browser, { as: 'priya', prepare: (owner) => owner.channels.create({ name: 'side-room' }) })
  await mine.as('priya').preferences.set({ key: 'look.language', value: 'de' })
  await mine.as('lena.fischer').channels.addPeople({ channel: 'side-room', usernames: ['priya'] })
  await mine.goTo('/channels/side-room')
  await openRename(mine.page, 'side-room')
  await mine.as('lena.fischer').people.setRole({ username: 'priya', role: 'member' })
  await button('Umbenennen', mine.page.getByRole('dialog')).click()
  await mine.page.getByText('Nur Admins und die Person, die #side-room angelegt hat, können ihn ändern.', { exact: true }).waitFor()
  expect(await findEnglish(mine.page)).toEqual([])
  expect(mine.problems).toEqual([])
  await mine.stop()
})

test('the calls themselves answer in English, for programs', async () => {
  await expect(lena.channels.create({ name: 'done-with' })).rejects.toThrow('There is already a channel #done-with, archived. Choose another name.')
})
