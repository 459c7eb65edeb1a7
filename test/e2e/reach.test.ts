/** Opening the listener to the network in the browser: asked first, said in the status line from then on, with the fingerprint that others see. */
import net from 'node:net'
import tls from 'node:tls'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listLanAddresses } from '#server/lan-addresses.ts'
import { moveIn, openPlace, type Client, type OwnPlace } from './place.ts'

const [lan = ''] = listLanAddresses()
let place: OwnPlace
let page: Page
let lena: Client
beforeAll(async () => {
  place = await moveIn()
  ;({ page, lena } = place)
  await lena.settings.set({ key: 'hooks.lanPort', value: 0 })
})
afterAll(() => place?.leave())

const row = (name: string): Locator => page.locator(`[data-setting="${name}"]`)
const status = (on: Page = page): Locator => on.getByRole('status', { name: /^(Listener|Empfänger)$/ })
const saved = (name: string): Promise<void> => row(name).getByText('Saved').waitFor()

describe.skipIf(lan === '')('the network', () => {
  test('the status line says that only this computer is reached, and leads to the setting', async () => {
    const { port } = await lena.listener.status()
    await status().getByText(`Only this computer · ${port}`).click()
    await page.getByRole('heading', { name: 'Who can reach the listener' }).waitFor()
    await expect.poll(() => row('hooks.reach').evaluate((element) => element.getBoundingClientRect().top < window.innerHeight)).toBe(true)
  })

  test('opening it asks first and says what becomes reachable; Cancel leaves it closed', async () => {
    await row('hooks.reach').getByRole('button', { name: 'Network too' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Let the network post?' })
    await dialog.getByText(lan, { exact: true }).waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    expect((await lena.listener.status()).lan.state).toBe('off')
    await row('hooks.reach').getByRole('button', { name: 'Network too' }).click()
    await dialog.getByRole('button', { name: 'Let the network post' }).click()
    await saved('hooks.reach')
    expect((await lena.listener.status()).lan.state).toBe('listening')
  })

  test('the status line warns, and the fingerprint is the one that others see', async () => {
    const { lan: opened, port } = await lena.listener.status()
    await status().getByText(`LAN · TLS · ${(opened.urls[0] ?? '').replace('https://', '')}`).waitFor()
    await status().getByText(`This computer · ${port}`).waitFor()
    expect(await status().locator('.dot--warn').count()).toBe(1)
    const seen = await new Promise<string>((resolve, reject) => {
      const socket = tls.connect({ host: lan, port: opened.port, rejectUnauthorized: false }, () => {
        resolve(socket.getPeerX509Certificate()?.fingerprint256 ?? '')
        socket.destroy()
      })
      socket.on('error', reject)
    })
    await row('reach.fingerprint').getByText(seen, { exact: true }).waitFor()
    await row('reach.urls').getByText(opened.urls[0] ?? '').waitFor()
    await row('reach.curl').getByText(`sha256//${opened.certificate?.pin}`).waitFor()
  })

  test('lists are saved as they are written, and nonsense is refused in the words of the command line, the setting by its label', async () => {
    for (const [key, written, kept] of [['hooks.lanNames', 'hooks.office.lan, 10.1.2.3', ['hooks.office.lan', '10.1.2.3']], ['hooks.trustedProxies', '127.0.0.1,10.0.0.0/24', ['127.0.0.1', '10.0.0.0/24']]] as const) {
      await row(key).getByRole('textbox').fill(written)
      await row(key).getByRole('textbox').press('Enter')
      await saved(key)
      expect((await lena.settings.get({ key })).value).toEqual(kept)
    }
    const refusal = await lena.settings.set({ key: 'hooks.trustedProxies', value: ['proxy.lan'] }).then(() => '', (error: { data: { message: string } }) => error.data.message)
    await row('hooks.trustedProxies').getByRole('textbox').fill('proxy.lan')
    await row('hooks.trustedProxies').getByRole('textbox').press('Enter')
    await row('hooks.trustedProxies').getByText(refusal.replace('hooks.trustedProxies: ', 'Trusted proxies: '), { exact: true }).waitFor()
    await row('hooks.trustedProxies').getByRole('textbox').press('Escape')
    await row('hooks.lanCertificate').getByRole('textbox').fill('/nowhere/cert.pem, /nowhere/key.pem')
    await row('hooks.lanCertificate').getByRole('textbox').press('Enter')
    await row('hooks.lanCertificate').getByText('There is no file /nowhere/cert.pem.').waitFor()
    await row('hooks.lanCertificate').getByRole('textbox').press('Escape')
  })

  test('a taken port is said in a banner, tools of this computer go on', async () => {
    const taken = net.createServer()
    await new Promise<void>((resolve) => taken.listen(0, lan, resolve))
    const { port } = taken.address() as net.AddressInfo
    await row('hooks.lanPort').getByRole('textbox').fill(String(port))
    await row('hooks.lanPort').getByRole('textbox').press('Enter')
    await row('hooks.reach').getByText(`port ${port} of ${lan} is used by another program`).waitFor()
    await place.goTo('/integrations/incoming')
    await page.getByText(`Other computers cannot post: port ${port} of ${lan} is used by another program.`).first().waitFor()
    expect((await lena.listener.status()).state).toBe('listening')
    await new Promise((resolve) => taken.close(resolve))
    await expect.poll(() => page.getByText('Other computers cannot post').count()).toBe(0)
  })

  test('a public address is said too; back to this computer alone, all lines go', async () => {
    await lena.settings.set({ key: 'hooks.publicUrl', value: 'https://chat.example/in' })
    await status().getByText('Public · chat.example/in').waitFor()
    await lena.settings.set({ key: 'hooks.publicUrl', value: null })
    await status().getByText('Public ·').waitFor({ state: 'detached' })
    await place.goTo('/settings/integrations')
    await row('hooks.reach').getByRole('button', { name: 'Only this computer' }).click()
    await status().getByText('Only this computer').waitFor()
    expect(await status().getByText('LAN').count()).toBe(0)
  })

  test('in German', async () => {
    await lena.preferences.set({ key: 'look.language', value: 'de' })
    await status().getByText('Nur dieser Computer').waitFor()
    await row('hooks.reach').getByRole('button', { name: 'Auch das Netz' }).click()
    await page.getByRole('alertdialog', { name: 'Das Netz posten lassen?' }).getByRole('button', { name: 'Netz posten lassen' }).click()
    await page.getByText('Fingerabdruck des Zertifikats').waitFor()
    await row('hooks.reach').getByRole('button', { name: 'Nur dieser Computer' }).click()
    await lena.preferences.set({ key: 'look.language', value: 'en' })
  })
})

test('a member sees where it listens and has no way to the setting', async () => {
  const other = await openPlace(place.browser, { as: 'jonas' })
  await status(other.page).getByText('Only this computer').waitFor()
  expect(await status(other.page).getByRole('link').count()).toBe(0)
  await expect(other.as('jonas').settings.set({ key: 'hooks.reach', value: 'lan' })).rejects.toMatchObject({ data: { code: 'forbidden' } })
  expect(other.problems).toEqual([])
  await other.stop()
})
