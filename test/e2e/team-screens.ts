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
const settings = '/settings/team'
const people = '/settings/workspace'

/** Alone: to be opened before `gather`. */
export const aloneScreens: readonly Screen[] = [
  { name: 'team-alone', path: settings, open: (page) => page.getByText('Only you use this workspace').waitFor() },
  { name: 'team-host-form', path: settings, open: async (page) => { await press(page, 'Let others join…'); await page.getByText(/^Listening on port/).waitFor() }, leave: (page) => press(page, 'Cancel') },
  { name: 'team-join', path: settings, open: async (page) => { await press(page, 'Paste a link…'); await page.getByLabel('Invite link').waitFor() }, leave: (page) => press(page, 'Stay in my workspace') },
]

export const teamScreens: readonly Screen[] = [
  { name: 'team-hosting', path: settings, open: async (page) => { await page.getByText('Others can join and write').waitFor(); await page.getByText('Used', { exact: true }).waitFor() } },
  { name: 'team-invite', path: settings, open: async (page) => { await press(page, 'Invite people…'); await dialog(page) } },
  { name: 'team-invite-ready', path: settings, open: async (page) => { await press(page, 'Invite people…'); await page.getByLabel(/^For whom/).fill('Platform'); await press(page, 'Make link'); await page.locator('.qr').waitFor() } },
  { name: 'team-people', path: people, open: async (page) => { await page.getByText('mara-laptop').waitFor(); await page.getByText('mara-laptop').scrollIntoViewIfNeeded() } },
  { name: 'team-remove', path: people, open: async (page) => { await press(page, 'Remove from workspace… Mara Lindqvist'); await page.getByRole('alertdialog').waitFor() } },
  { name: 'team-verify', path: people, open: async (page) => { await press(page, 'Verify Mara Lindqvist'); await page.locator('.safety__digits').waitFor() } },
  { name: 'team-encryption', path: room, open: async (page) => { await press(page, 'End-to-end encrypted'); await page.getByRole('heading', { name: 'Encryption' }).waitFor() } },
  { name: 'team-members', path: room, open: async (page) => { await press(page, 'Channel details'); await page.getByRole('tab', { name: 'Members' }).click(); await page.locator('.presence--on').first().waitFor() } },
]

/** @returns what takes the laptop away again. */
export async function gather({ as }: StagedTeam): Promise<() => Promise<void>> {
  const lena = as('lena').team
  const port = await findFreePort()
  await lena.host({ addresses: [`127.0.0.1:${port}`], port })
  const mara = (await as('lena').people.list()).find(({ username }) => username === 'mara')!
  const { link } = await lena.createInvite({ label: 'Mara’s laptop', personId: mara.id })
  // The invite has its place behind all that was here before.
  while ((await lena.status()).waiting > 0) await nextTurn()
  const dataFolder = makeDataFolder()
  const laptop = await serve({ dataFolder, hooksPort: 0 })
  await createInlineClient(laptop.app.callAs(laptop.app.me)).team.join({ link, username: 'mara', displayName: 'Mara Lindqvist', deviceName: 'mara-laptop' })
  // It begins anew and comes back.
  while (!(await lena.listDevices()).some(({ username, online }) => username === 'mara' && online === true)) await nextTurn()
  return async () => {
    await laptop.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100))
