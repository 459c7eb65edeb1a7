/** The screens of what a webhook's owner decides, each with a webhook of its own that is gone afterwards. */
import type { Locator, Page } from 'playwright-core'
import type { StagedTeam } from '../helpers/staged-team.ts'
import { post } from './post.ts'
import type { Screen } from './screens.ts'

const alerts = '/channels/alerts-prod'
const row = (page: Page, text: string): Locator => page.getByRole('log', { name: 'Messages' }).getByRole('article').filter({ hasText: text })

/** Posts as this program says that it is. */
type Say = (payload: object, headers?: Record<string, string>) => Promise<number>

async function makeHook({ as }: StagedTeam, name: string, channel: string): Promise<{ id: string; url: string; say: Say }> {
  const { hook, addresses } = await as('lena').hooks.create({ name, channel, dialects: ['slack'] })
  const url = addresses[0]?.url ?? ''
  return { id: hook.id, url, say: (payload, headers) => post(url, payload, headers) }
}

/** The webhook, and what it posted. */
const clear = (name: string, channel: string) => async (_page: Page, { as }: StagedTeam): Promise<void> => {
  const lena = as('lena')
  const hook = (await lena.hooks.list()).find((one) => one.name === name)
  if (hook === undefined) return
  const { messages } = await lena.messages.list({ channel, limit: 20 })
  for (const { id, hookId } of messages) if (hookId === hook.id) await lena.messages.delete({ messageId: id })
  await lena.hooks.delete({ id: hook.id })
}

const goTo = (page: Page, path: string): Promise<unknown> => page.evaluate((to) => (location.hash = to), path)

async function openRules(page: Page, team: StagedTeam): Promise<void> {
  const lena = team.as('lena')
  const { id } = await makeHook(team, 'pager', 'alerts-prod')
  const named = (await lena.people.list()).filter(({ username }) => ['jonas.weber', 'priya'].includes(username)).map((person) => person.id)
  const rules = { sources: ['10.20.0.0/16', 'fd12:3456::/32'], contentKinds: ['json' as const], maxBytes: 65_536, allowIcon: false, mentions: 'named' as const, named, mentionsPerHour: 20 }
  await lena.hooks.update({ id: id as never, rules: { ...rules, signature: { scheme: 'github', toleranceSeconds: 300, header: 'X-Signature', algorithm: 'sha256', encoding: 'hex', prefix: '' } } })
  await lena.hooks.setSecret({ id: id as never, overlapMs: 0 })
  await goTo(page, `/integrations/incoming/${id}/posting`)
  await page.getByText('Current secret').filter({ visible: true }).waitFor()
}

export const hookRuleScreens: readonly Screen[] = [
  {
    name: 'hook-rotation',
    path: '/integrations/incoming',
    open: async (page, team) => {
      const lena = team.as('lena')
      const { id, say } = await makeHook(team, 'vault-backup', 'platform')
      for (const agent of ['restic-hook/1.4', 'backup-nightly.sh']) await say({ text: 'Backup done' }, { 'User-Agent': agent })
      const [address] = await lena.addresses.list({ hookId: id as never })
      await lena.addresses.rotate({ id: address!.id, overlapMs: 24 * 3600_000 })
      await say({ text: 'Backup done, again' }, { 'User-Agent': 'backup-nightly.sh' })
      await goTo(page, `/integrations/incoming/${id}/addresses`)
      await page.getByText(/^Until /).waitFor()
      await page.getByRole('row', { name: /Until/ }).getByRole('button').click()
      await page.getByRole('menuitem', { name: 'Who uses it…' }).click()
      await page.getByRole('dialog').getByText('backup-nightly.sh').waitFor()
    },
    leave: clear('vault-backup', 'platform'),
  },
  {
    name: 'hook-rotate',
    path: '/integrations/incoming/HOOK/addresses',
    open: async (page) => {
      await page.getByText('••••').filter({ visible: true }).first().waitFor()
      await page.getByRole('row').nth(1).getByRole('button').click()
      await page.getByRole('menuitem', { name: 'Rotate…' }).click()
      await page.getByRole('dialog').getByText('After 24 hours').click()
    },
  },
  {
    name: 'hook-flood',
    path: alerts,
    open: async (page, team) => {
      const { say } = await makeHook(team, 'node-exporter', 'alerts-prod')
      for (let times = 0; times < 42; times += 1) await say({ text: '**FilesystemReadOnly** on `db-2`: /var/lib/postgresql', username: 'node-exporter' })
      await row(page, 'FilesystemReadOnly').getByRole('button', { name: 'Show all 42' }).click()
      await page.getByRole('dialog', { name: '42 times' }).getByRole('listitem').first().waitFor()
    },
    leave: clear('node-exporter', 'alerts-prod'),
  },
  {
    name: 'hook-versions',
    path: alerts,
    open: async (page, team) => {
      const { say } = await makeHook(team, 'latency', 'alerts-prod')
      const states = [['danger', 'firing', 'p99 of checkout is 2.4 s'], ['warning', 'firing', 'p99 of checkout is 900 ms'], ['good', 'resolved', 'p99 of checkout is 210 ms']] as const
      for (const [color, state, text] of states) await say({ text: `**CheckoutLatency** ${state}`, attachments: [{ color, text }] }, { 'X-Hookline-Key': 'checkout-latency' })
      await row(page, 'CheckoutLatency').getByRole('button', { name: '(edited)' }).click()
      await page.getByRole('dialog').getByText('2.4 s').waitFor()
    },
    leave: clear('latency', 'alerts-prod'),
  },
  { name: 'hook-who-may-post', path: '/integrations/incoming', open: openRules, leave: clear('pager', 'alerts-prod') },
  {
    name: 'hook-mentions',
    path: '/integrations/incoming',
    open: async (page, team) => {
      await openRules(page, team)
      await page.getByRole('combobox', { name: 'Who may be told' }).scrollIntoViewIfNeeded()
      await page.getByRole('button', { name: 'Save', exact: true }).filter({ visible: true }).scrollIntoViewIfNeeded()
    },
    leave: clear('pager', 'alerts-prod'),
  },
]
