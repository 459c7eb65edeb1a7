/** The screens of a workspace on several computers, and what brings the staged team there: one lets others join, and Mara's laptop comes. */
import { rmSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { serve } from '../../src/main/headless/serve.ts'
import { createInlineClient } from '../../src/main/server/rpc/router.ts'
import { findFreePort } from '../helpers/free-port.ts'
import type { StagedTeam } from '../helpers/staged-team.ts'
import { makeDataFolder } from '../helpers/start-app.ts'
import type { Screen } from './screens.ts'

const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name, exact: true }).filter({ visible: true }).first().click()
const dialog = (page: Page): Promise<void> => page.locator('.dialog').waitFor()
const room = '/channels/release-room'
const square = '/channels/town-square'
const settings = '/settings/team'
const people = '/settings/workspace'

/** Alone: to be opened before `gather`. */
export const aloneScreens: readonly Screen[] = [
  { name: 'team-alone', path: settings, open: (page) => page.getByText('This workspace is on this computer only').waitFor() },
  { name: 'team-host-form', path: settings, open: async (page) => { await press(page, 'Let others join…'); await page.getByText(/^Listening on port/).waitFor() }, leave: (page) => press(page, 'Cancel') },
  { name: 'team-join', path: settings, open: async (page) => { await press(page, 'Paste a link…'); await page.getByLabel('Invite link').waitFor() }, leave: (page) => press(page, 'Stay in my workspace') },
]

export const teamScreens: readonly Screen[] = [
  { name: 'team-hosting', path: settings, open: async (page) => { await page.getByText('Others can join and write').waitFor(); await page.getByText('Used', { exact: true }).waitFor() } },
  { name: 'team-invite', path: settings, open: async (page) => { await press(page, 'Invite people…'); await dialog(page) } },
  { name: 'team-invite-ready', path: settings, open: async (page) => { await press(page, 'Invite people…'); await page.getByLabel(/^For whom/).fill('Platform'); await press(page, 'Make link'); await page.locator('.qr').waitFor() }, leave: revoke },
  { name: 'team-people', path: people, open: async (page) => { await page.getByText('mara-laptop').waitFor(); await page.getByText('mara-laptop').scrollIntoViewIfNeeded() } },
  { name: 'team-remove', path: people, open: async (page) => { await press(page, 'Remove from workspace… Mara Lindqvist'); await page.getByRole('alertdialog').waitFor() } },
  { name: 'team-verify', path: people, open: async (page) => { await press(page, 'Verify Mara Lindqvist'); await page.locator('.safety__digits').waitFor() } },
  { name: 'team-encryption', path: room, open: async (page) => { await press(page, 'End-to-end encrypted'); await page.getByRole('heading', { name: 'Encryption' }).waitFor() } },
  { name: 'team-members', path: room, open: async (page) => { await press(page, 'Channel details'); await page.getByRole('tab', { name: 'Members' }).click(); await page.locator('.presence--on').first().waitFor() } },
]

/** Else there would be one more in each picture. */
async function revoke(page: Page): Promise<void> {
  await press(page, 'Done')
  await press(page, /^Revoke…/)
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('alertdialog').waitFor({ state: 'detached' })
}

/** A window of Mara's laptop, in this order. */
export const offlineScreens: readonly Screen[] = [
  { name: 'team-offline', path: square, open: async (page) => { await page.getByText(/^Not connected to/).waitFor(); await page.getByRole('img', { name: 'Waiting to send' }).last().waitFor() } },
  { name: 'team-connection', path: settings, open: (page) => page.getByText('Not connected', { exact: true }).waitFor() },
]
export const removedScreens: readonly Screen[] = [
  { name: 'team-removed', path: square, open: async (page) => { await page.getByText(/^You were removed from this workspace\. Its/).waitFor(); await page.locator('.composer__closed').waitFor() } },
]

export interface Gathered {
  /** Where the host is reached, `host:port`. */
  readonly address: string
  /** Where those two computers listen for webhooks. */
  readonly hooksPorts: readonly string[]
  /** Addresses of windows: of Mara's laptop, and of a computer on which Hookline was just started. */
  laptopUrl(): string
  newcomerUrl(): string
  /** For one who is not here yet. */
  invite(): Promise<string>
  /** Hosting ends for now, and Mara goes on writing. */
  leaveAlone(): Promise<void>
  /** All is well again, but for Mara, who is removed. */
  remove(): Promise<void>
  end(): Promise<void>
}

export async function gather({ as }: StagedTeam): Promise<Gathered> {
  const lena = as('lena').team
  const port = await findFreePort()
  const hosting = { addresses: [`127.0.0.1:${port}`], port }
  await lena.host(hosting)
  const mara = (await as('lena').people.list()).find(({ username }) => username === 'mara')!
  const { link } = await lena.createInvite({ label: 'Mara’s laptop', personId: mara.id })
  // The invite has its place behind all that was here before.
  await until(async () => (await lena.status()).waiting === 0)
  const folders = [makeDataFolder(), makeDataFolder()] as const
  const [laptop, newcomer] = [await serve({ dataFolder: folders[0], hooksPort: 0 }), await serve({ dataFolder: folders[1], hooksPort: 0 })]
  const asMara = (): ReturnType<StagedTeam['as']> => createInlineClient(laptop.app.callAs(laptop.app.me))
  await asMara().team.join({ link, username: 'mara', displayName: 'Mara Lindqvist', deviceName: 'mara-laptop' })
  // It begins anew and comes back.
  await until(async () => (await lena.listDevices()).some(({ username, online }) => username === 'mara' && online === true))
  await until(async () => { const status = await asMara().team.status().catch(() => undefined); return status?.mode === 'member' && status.link === 'connected' })
  return {
    address: hosting.addresses[0]!,
    hooksPorts: [laptop, newcomer].map(({ hooksUrl }) => new URL(hooksUrl).port),
    laptopUrl: () => laptop.mintWindowUrl(),
    newcomerUrl: () => newcomer.mintWindowUrl(),
    invite: async () => (await lena.createInvite({ label: 'Kai', expiresAt: Math.ceil(Date.now() / 1000) * 1000 + 7 * 86_400_000 })).link,
    leaveAlone: async () => {
      await lena.stopHosting()
      await until(async () => (await asMara().team.status()).link === 'offline')
      for (const text of ['Train is late, I write this from the tunnel.', 'The retro notes are ready, **I post them when I am out**.']) await asMara().messages.post({ channel: 'town-square', text })
    },
    remove: async () => {
      await lena.host(hosting)
      await asMara().team.reconnect()
      await until(async () => (await asMara().team.status()).waiting === 0)
      await lena.removePerson({ username: 'mara' })
      await until(async () => (await asMara().team.status()).removed)
    },
    end: async () => {
      await Promise.all([laptop.stop(), newcomer.stop()])
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 100))
}
