/** The network in the window: what the doctor says of it in both languages, the way by which an address is shown and copied, what a test is marked with, and the notices. */
import net from 'node:net'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listLanAddresses } from '#server/lan-addresses.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { sendJson } from '../helpers/post.ts'
import { findFreePort } from '../helpers/free-port.ts'
import { moveIn, type Client, type OwnPlace } from './place.ts'

const [lan = ''] = listLanAddresses()
let place: OwnPlace
let page: Page
let lena: Client
let id: HookId
let path: string
beforeAll(async () => {
  place = await moveIn()
  ;({ page, lena } = place)
  await lena.settings.set({ key: 'hooks.lanPort', value: 0 })
  const made = await lena.hooks.create({ name: 'reach-check', channel: 'town-square', dialects: ['mattermost'] })
  id = made.hook.id
  path = new URL(made.addresses[0]?.url ?? '').pathname
})
afterAll(() => place?.leave())

const check = (name: string): Locator => page.getByRole('list', { name: /^(What was checked|Was geprüft wurde)$/ }).getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) })
const openDoctor = (): Promise<void> => place.goTo(`/integrations/incoming/${id}/test`)
const speak = (language: 'en' | 'de') => lena.preferences.set({ key: 'look.language', value: language })

test('where the network is not let in there is one way, and no choice', async () => {
  await openDoctor()
  await page.getByText('Posts arrive').or(page.getByText('All is well')).first().waitFor()
  expect(await check('Network').count()).toBe(0)
  await place.goTo(`/integrations/incoming/${id}/addresses`)
  await page.getByText('Mattermost').first().waitFor()
  expect(await page.getByText('Addresses begin with').count()).toBe(0)
})

describe.skipIf(lan === '')('the network', () => {
  beforeAll(async () => void (await lena.settings.set({ key: 'hooks.reach', value: 'lan' })))

  test('the doctor connected to it and saw the certificate', async () => {
    await openDoctor()
    const { lan: status } = await lena.listener.status()
    await check('Network').getByText(status.urls[0] ?? '').waitFor()
    await check('Certificate').getByText(/made by Hookline is valid until/).waitFor()
  })

  test('a taken port is said in each language, in doctor, banner and setting; a free one is taken by a click', async () => {
    const taken = net.createServer()
    await new Promise<void>((resolve) => taken.listen(0, lan, resolve))
    const { port } = taken.address() as net.AddressInfo
    await lena.settings.set({ key: 'hooks.lanPort', value: port })
    await openDoctor()
    await check('Network').getByText(new RegExp(`has port ${port} of ${lan}`)).waitFor()
    await speak('de')
    await check('Netz').getByText(new RegExp(`belegt Port ${port} von ${lan}`)).waitFor()
    await place.goTo('/settings/integrations')
    await page.locator('[data-setting="hooks.reach"]').getByText(`Port ${port} von ${lan} gehört einem anderen Programm`).waitFor()
    await place.goTo('/channels/town-square')
    const banner = page.locator('.banner')
    await expect.poll(() => banner.innerText()).toBe(`Andere Computer können nicht posten: Port ${port} von ${lan} gehört einem anderen Programm. Beende es oder wähle einen anderen Port.`)
    expect(await page.getByText('Other computers cannot post').count()).toBe(0)
    await openDoctor()
    await check('Netz').getByRole('button', { name: 'Freien Port nehmen' }).click()
    await check('Netz').getByText(/Andere Computer erreichen ihn über TLS/).waitFor()
    expect((await lena.settings.get({ key: 'hooks.lanPort' })).value).not.toBe(port)
    await speak('en')
    await new Promise((resolve) => taken.close(resolve))
  })

  test('what the network’s settings refuse is said in German', async () => {
    await speak('de')
    await place.goTo('/settings/integrations')
    for (const [key, text, said] of [['hooks.trustedProxies', 'proxy.lan', '„proxy.lan“ muss eine IP-Adresse oder ein Bereich'], ['hooks.lanNames', '*.lan', '„*.lan“ muss ein Name oder eine Adresse'], ['hooks.lanCertificate', '/nowhere/cert.pem', 'Die Datei /nowhere/cert.pem gibt es nicht.']] as const) {
      const row = page.locator(`[data-setting="${key}"]`)
      await row.getByRole('textbox').fill(text)
      await row.getByRole('textbox').press('Enter')
      await row.getByText(said).waitFor()
      await row.getByRole('textbox').press('Escape')
    }
    await speak('en')
  })

  test('an address is shown and copied by the way that is chosen, and the snippets follow', async () => {
    await lena.settings.set({ key: 'hooks.publicUrl', value: 'https://hooks.example.com/in' })
    const { lan: status, url: here } = await lena.listener.status()
    await place.goTo('/settings/integrations')
    await page.locator('[data-setting="reach.urls"]').getByText('choose “The network”: it then begins with the first of these').waitFor()
    await place.goTo(`/integrations/incoming/${id}/addresses`)
    const strip = page.locator('.basestrip')
    await strip.getByText('https://hooks.example.com/in').waitFor()
    await strip.getByRole('button', { name: 'This computer' }).click()
    await strip.getByText(here, { exact: true }).waitFor()
    await place.goTo('/integrations/incoming/new/town-square')
    await page.getByRole('textbox', { name: 'Name' }).first().fill('ways')
    await page.getByRole('button', { name: 'Create webhook' }).click()
    const secret = page.locator('.secret code')
    const snippet = page.locator('.trycard .http').first()
    await expect.poll(() => secret.innerText()).toContain(`${here}/`)
    for (const [name, base] of [['The network', status.urls[0] ?? ''], ['Everybody', 'https://hooks.example.com/in'], ['This computer', here]] as const) {
      await page.locator('.basechoice').getByRole('button', { name }).click()
      await expect.poll(() => secret.innerText()).toContain(`${base}/`)
      await expect.poll(() => snippet.innerText()).toContain(`${base}/`)
      expect((await snippet.innerText()).includes('--pinnedpubkey')).toBe(name === 'The network')
      // GitLab has a form instead of a line, and so has n8n.
      expect((await page.locator('.trycard').last().innerText()).includes('GitLab has to trust the certificate of this computer first.')).toBe(name === 'The network')
    }
    await page.locator('.basechoice').getByRole('button', { name: 'The network' }).click()
    const way = (name: string) => page.locator('.basechoice').getByRole('button', { name })
    const madeAt = new URL(await secret.innerText()).pathname
    // What is chosen and what is shown agree, whatever the settings become while the address is on the screen.
    await lena.settings.set({ key: 'hooks.lanPort', value: await findFreePort() })
    await expect.poll(async () => secret.innerText()).toBe(`${(await lena.listener.status()).lan.urls[0] ?? ''}${madeAt}`)
    expect(await snippet.innerText()).toContain('--pinnedpubkey')
    await way('Everybody').click()
    await lena.settings.set({ key: 'hooks.publicUrl', value: 'https://elsewhere.example.com/folder' })
    await expect.poll(() => secret.innerText()).toBe(`https://elsewhere.example.com/folder${madeAt}`)
    await lena.settings.set({ key: 'hooks.publicUrl', value: null })
    await expect.poll(() => way('Everybody').count()).toBe(0)
    await expect.poll(() => secret.innerText()).toBe(`${here}${madeAt}`)
    expect(await way('This computer').getAttribute('aria-pressed')).toBe('true')
  })
})

describe.skipIf(lan === '')('beside a channel', () => {
  test('a new address is shown and copied by that choice, too', async () => {
    await lena.settings.set({ key: 'hooks.publicUrl', value: 'https://hooks.example.com/in' })
    await place.goTo('/channels/town-square')
    await page.getByRole('button', { name: 'Channel details' }).click()
    await page.getByRole('tab', { name: 'Webhooks' }).click()
    const form = page.getByRole('form', { name: 'Add a webhook' })
    await form.getByRole('textbox', { name: 'Name' }).fill('beside')
    await form.getByRole('button', { name: 'Add', exact: true }).click()
    const made = page.getByRole('form', { name: 'The new webhook' })
    const { lan: status, url: here } = await lena.listener.status()
    for (const [name, base] of [['The network', status.urls[0] ?? ''], ['Everybody', 'https://hooks.example.com/in'], ['This computer', here]] as const) {
      await made.getByRole('button', { name }).click()
      await expect.poll(() => made.locator('.newhook__url').innerText()).toContain(`${base}/`)
    }
    expect(await made.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
    await lena.settings.set({ key: 'hooks.publicUrl', value: null })
  })
})

test('a test’s message is marked, makes nothing unread, and its request says what it is', async () => {
  const counts = async () => (await lena.unreads.get()).channels.map(({ unread, mentions }) => [unread, mentions])
  const before = await counts()
  await openDoctor()
  await page.getByRole('region', { name: 'Send a sample' }).getByRole('button', { name: 'Send sample' }).click()
  await page.getByRole('region', { name: 'What became of it' }).getByText('Test', { exact: true }).waitFor()
  expect(await counts()).toEqual(before)
  await place.goTo(`/integrations/incoming/${id}/requests`)
  await page.getByText(/^Test: Posted to/).first().waitFor()
  const strip = page.getByRole('region', { name: 'How reach-check does' })
  expect(await strip.count()).toBe(0)
  await sendJson(`${place.serving.hooksUrl}${path}`, { text: 'of a tool' })
  await expect.poll(() => strip.innerText().catch(() => '')).toMatch(/1 request in 24 hours\s*100\s% of 1 in 7 days accepted[\s\S]*p95[\s\S]*last success/)
})

test('at 900 px the menu of the integrations is whole, in English with its counts; and the notices open', async () => {
  await page.setViewportSize({ width: 900, height: 700 })
  const count = page.getByRole('navigation', { name: 'Integrations' }).getByRole('link', { name: /^Incoming webhooks/ }).locator('.count')
  await count.waitFor()
  // What does not fit stands on a line below, which is cut off.
  expect(await count.evaluate((element) => element.getBoundingClientRect().top < (element.parentElement?.getBoundingClientRect().bottom ?? 0))).toBe(true)
  await speak('de')
  await page.getByRole('navigation').getByRole('link', { name: /Eingehende Webhooks/ }).first().waitFor()
  expect(await page.locator('.nav .nav__row .clip').evaluateAll((rows) => rows.filter((row) => row.scrollWidth > row.clientWidth).map((row) => row.textContent))).toEqual([])
  await speak('en')
  await place.goTo('/settings/about')
  await page.getByRole('button', { name: 'Show all notices' }).click()
  await page.getByRole('dialog', { name: 'Notices of third parties' }).getByRole('group').getByText('@babel/runtime').first().waitFor()
  const notices = page.getByRole('dialog').getByRole('group')
  expect(await notices.getByRole('row', { name: /^zod \d\S* MIT$/ }).count()).toBe(1)
  expect(await notices.getByRole('heading', { name: /^reflect-metadata/ }).count()).toBe(1)
  expect(await notices.innerText()).not.toMatch(/^#|\| ---|````/m)
  await page.keyboard.press('Escape')
})
