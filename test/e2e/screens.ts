/** Every screen of the window and the way to it, over the staged team: what pictures are taken of and accessibility is checked on. */
import type { Locator, Page } from 'playwright-core'
import type { StagedTeam } from '../helpers/staged-team.ts'
import { hookRuleScreens } from './hook-rule-screens.ts'
import { pointAt } from './point-at.ts'
import { post } from './post.ts'

export interface Screen {
  readonly name: string
  /** Behind the `#`; the page that the screen stands on. */
  readonly path: string
  /** From the page to the screen; done when all of it is there. */
  readonly open: (page: Page, team: StagedTeam) => Promise<unknown>
  /** Where a key or a reload does not lead back. */
  readonly leave?: (page: Page, team: StagedTeam) => Promise<unknown>
}

const room = '/channels/release-room'
const casesRoom = '/channels/checkout-cases'
const alerts = '/channels/alerts-prod'
const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name, exact: true }).filter({ visible: true })
const row = (page: Page, text: string): Locator => page.getByRole('log', { name: 'Messages' }).getByRole('article').filter({ hasText: text })
const roomReady = (page: Page): Promise<void> => row(page, 'Rolled back').waitFor()
const heading = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('heading', { name }).first().waitFor()
const dialog = (page: Page): Promise<void> => page.locator('.dialog').waitFor()

async function fromBar(page: Page, text: string, name: string): Promise<void> {
  await roomReady(page)
  await (await pointAt(row(page, text))).getByRole('button', { name, exact: true }).click()
}

async function fromMore(page: Page, text: string, name: string): Promise<void> {
  await fromBar(page, text, 'More')
  await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click()
}

/** What it shows first changes the heights that it guessed, so once is not enough. */
async function scrollToTop(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const log = document.querySelector('[role="log"]')
    log?.scrollTo(0, 0)
    return [...(log?.querySelectorAll('article') ?? [])].some((row) => row.textContent?.includes('4.18.1 is out everywhere'))
  })
}

async function details(page: Page, tab: string): Promise<void> {
  await roomReady(page)
  await button(page, 'Channel details').click()
  await page.getByRole('tab', { name: tab }).click()
  await page.getByRole('tabpanel', { name: tab }).waitFor()
}

async function openCases(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: '3 open cases' }).click()
  const panel = page.getByRole('complementary', { name: 'Cases' })
  await panel.getByText('checkout-2041', { exact: true }).waitFor()
  return panel
}

async function fromNew(page: Page, name: string): Promise<void> {
  await roomReady(page)
  await button(page, 'New').click()
  await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click()
  await dialog(page)
}

const channelScreens: Screen[] = [
  { name: 'channel', path: room, open: async (page) => { await roomReady(page); await page.getByText('New since').waitFor() } },
  { name: 'channel-top', path: room, open: async (page) => { await roomReady(page); await scrollToTop(page); await row(page, '4.18.1 is out everywhere').hover() }, leave: (page) => button(page, 'Newest messages').click() },
  { name: 'thread', path: room, open: async (page) => { await roomReady(page); await row(page, 'races the clock').getByText('4 replies').click(); await page.getByRole('complementary', { name: 'Thread' }).getByText('Approved. Merging').waitFor() } },
  { name: 'details-about', path: room, open: (page) => details(page, 'About') },
  { name: 'details-members', path: room, open: (page) => details(page, 'Members') },
  { name: 'details-webhooks', path: room, open: async (page) => { await details(page, 'Webhooks'); await page.getByRole('list', { name: 'Webhooks' }).getByText('grafana-prod').waitFor() } },
  { name: 'details-pinned', path: room, open: async (page) => { await details(page, 'Pinned'); await page.getByRole('complementary').getByText('The board an hour later').waitFor() } },
  { name: 'details-files', path: room, open: async (page) => { await details(page, 'Files'); await page.getByRole('complementary').getByText('gateway.yaml').waitFor() } },
  { name: 'details-notifications', path: room, open: (page) => details(page, 'Notifications') },
  { name: 'cases', path: casesRoom, open: async (page) => { await openCases(page) } },
  { name: 'cases-closed', path: casesRoom, open: async (page) => { await (await openCases(page)).getByRole('button', { name: 'Closed' }).click(); await page.getByText('Refunds are paid twice').last().waitFor() } },
  { name: 'case-thread', path: casesRoom, open: async (page) => { await (await openCases(page)).getByRole('button', { name: /^Card payments declined/ }).click(); await page.getByRole('complementary', { name: 'Thread' }).getByText('Retrying 118 held orders').waitFor() } },
  { name: 'attachment', path: alerts, open: async (page) => { await row(page, 'DiskPressure').getByText('Assign to').waitFor(); await row(page, 'DiskPressure').evaluate((message) => message.scrollIntoView({ block: 'start' })); await page.mouse.move(0, 0) } },
  { name: 'message-card', path: alerts, open: async (page) => { await row(page, 'DiskPressure').getByRole('button', { name: 'More about this message' }).click(); await page.getByRole('complementary', { name: 'About this message' }).getByText('What to do').waitFor() } },
  { name: 'direct', path: '/channels/release-room', open: async (page) => { await page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: /^Jonas Weber/ }).click(); await row(page, 'two commas').waitFor() } },
  { name: 'provenance', path: room, open: async (page) => { await roomReady(page); await row(page, 'Rolled back').getByText('Webhook · not E2EE').click(); await page.getByText('Not end-to-end encrypted', { exact: true }).waitFor() } },
  { name: 'person-card', path: room, open: async (page) => { await roomReady(page); await row(page, 'can you roll back').getByRole('button', { name: /Priya Raman/ }).first().click(); await page.getByLabel('Profile of Priya Raman').or(page.locator('.person-card')).first().waitFor() } },
  { name: 'message-menu', path: room, open: async (page) => { await fromBar(page, 'can you roll back', 'More'); await page.getByRole('menu').waitFor() } },
  { name: 'emoji-picker', path: room, open: async (page) => { await fromBar(page, 'can you roll back', 'Add reaction'); await page.getByRole('grid', { name: 'Emoji' }).waitFor() } },
  { name: 'autocomplete', path: room, open: async (page) => { await roomReady(page); await page.getByPlaceholder('Message #release-room').pressSequentially('Thanks @'); await page.getByRole('option').first().waitFor() }, leave: async (page) => { await page.keyboard.press('Escape'); await page.getByPlaceholder('Message #release-room').fill('') } },
  { name: 'lightbox', path: `${room}`, open: async (page) => { await roomReady(page); await button(page, 'Channel details').click(); await page.getByRole('tab', { name: 'Files' }).click(); await page.getByRole('complementary').getByRole('button', { name: /^Open picture/ }).first().click(); await button(page, 'Zoom in').waitFor() } },
]

const overChannel: Screen[] = [
  { name: 'new-menu', path: room, open: async (page) => { await roomReady(page); await button(page, 'New').click(); await page.getByRole('menu').waitFor() } },
  { name: 'profile-menu', path: room, open: async (page) => { await roomReady(page); await page.locator('.titlebar').getByRole('button').last().click(); await page.getByRole('menu').waitFor() } },
  { name: 'workspace-menu', path: room, open: async (page) => { await roomReady(page); await button(page, /workspace menu$/).click(); await page.getByRole('menu').waitFor() } },
  { name: 'channel-menu', path: room, open: async (page) => { await roomReady(page); await page.getByTitle('Menu of release-room').click(); await page.getByRole('menu').waitFor() } },
  { name: 'toast', path: room, open: async (page) => { await roomReady(page); await page.getByTitle('Menu of release-room').click(); await page.getByRole('menuitem', { name: 'Copy link' }).click(); await page.locator('.toast').waitFor() }, leave: async (page) => { await page.locator('.toast').press('Escape'); await page.locator('.toast').waitFor({ state: 'detached' }) } },
  { name: 'palette', path: room, open: async (page) => { await roomReady(page); await page.keyboard.press('Control+k'); await page.getByRole('option').first().waitFor() } },
  { name: 'shortcuts', path: room, open: async (page) => { await roomReady(page); await page.keyboard.press('Control+/'); await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Edit my last message').waitFor() } },
  { name: 'dialog-new-channel', path: room, open: (page) => fromNew(page, 'New channel') },
  { name: 'dialog-direct', path: room, open: (page) => fromNew(page, 'Direct message') },
  { name: 'dialog-add-person', path: room, open: (page) => fromNew(page, 'Add a person') },
  { name: 'dialog-add-people', path: '/channels/design-review', open: async (page) => { await page.getByTitle('Menu of design-review').click(); await page.getByRole('menuitem', { name: /^Add people/ }).click(); await dialog(page) } },
  { name: 'dialog-rename', path: '/channels/design-review', open: async (page) => { await page.getByTitle('Menu of design-review').click(); await page.getByRole('menuitem', { name: /^Rename/ }).click(); await dialog(page) } },
  { name: 'dialog-leave', path: '/channels/security', open: async (page) => { await page.getByTitle('Menu of security').click(); await page.getByRole('menuitem', { name: /^Leave/ }).click(); await page.getByRole('alertdialog').waitFor() } },
  { name: 'dialog-archive', path: '/channels/design-review', open: async (page) => { await page.getByTitle('Menu of design-review').click(); await page.getByRole('menuitem', { name: /^Archive/ }).click(); await page.getByRole('alertdialog').waitFor() } },
  { name: 'dialog-delete', path: room, open: async (page) => { await fromMore(page, 'I’ll move the train', 'Delete'); await page.getByRole('alertdialog').waitFor() } },
  { name: 'dialog-why', path: room, open: async (page) => { await fromMore(page, 'can you roll back', 'Why was I notified'); await page.getByText('You were mentioned').waitFor() } },
]

const pages: Screen[] = [
  { name: 'unread', path: '/unread', open: async (page) => { await heading(page, 'Catch up'); await page.getByText('all-hands moves').first().waitFor() } },
  { name: 'threads', path: '/threads', open: async (page) => { await heading(page, 'Threads'); await page.getByText('races the clock').first().waitFor() } },
  { name: 'mentions', path: '/mentions', open: async (page) => { await heading(page, 'Mentions'); await page.getByText('can you roll back').first().waitFor() } },
  { name: 'saved', path: '/saved', open: async (page) => { await heading(page, 'Saved'); await page.getByText('The board an hour later').first().waitFor() } },
  { name: 'browse', path: '/browse', open: async (page) => { await heading(page, 'Channels'); await page.getByText('web-guild').first().waitFor() } },
  { name: 'search', path: '/search/gateway', open: async (page) => { await page.getByRole('list', { name: /found/ }).getByRole('listitem').first().waitFor() } },
  { name: 'search-empty', path: '/search', open: (page) => page.getByRole('combobox').or(page.getByRole('searchbox')).first().waitFor() },
  { name: 'direct-empty', path: '/channels/off-topic', open: async (page) => { await page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: /^Sam Okafor/ }).click(); await heading(page, /This is the start of/) } },
  ...['profile', 'look', 'notifications', 'workspace', 'integrations', 'data', 'about'].map((name): Screen => ({ name: `settings-${name}`, path: `/settings/${name}`, open: async (page) => { await page.locator('.setting').first().waitFor(); await heading(page, new RegExp(`^${name}`, 'i')) } })),
]

const deleteHook = (name: string) => async (_page: Page, { as }: StagedTeam): Promise<void> => {
  const lena = as('lena')
  const made = (await lena.hooks.list()).find((hook) => hook.name === name)
  if (made !== undefined) await lena.hooks.delete({ id: made.id })
}
const setLimit = (value: number | null) => (team: StagedTeam) => team.as('lena').settings.set({ key: 'hooks.incomingLimit', value })
/** As many as there are. @returns how many. */
async function fillLimit(team: StagedTeam): Promise<number> {
  const { length } = await team.as('lena').hooks.list()
  await setLimit(length)(team)
  return length
}
const setOverrides = async ({ as }: StagedTeam, value: boolean): Promise<void> => {
  for (const key of ['integrations.allowUsernameOverride', 'integrations.allowIconOverride'] as const) await as('lena').settings.set({ key, value })
}
async function addHook(page: Page, name: string, channel: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Channel', { exact: true }).selectOption({ label: `# ${channel}` })
  await button(page, /^Mattermost/).click()
  await button(page, 'Create webhook').click()
  await button(page, 'Copy address').waitFor()
}

const hookScreens: Screen[] = [
  { name: 'integrations-overview', path: '/integrations', open: (page) => page.getByText('Limits and overrides').last().waitFor() },
  {
    name: 'details-webhook-new',
    path: '/channels/security',
    open: async (page) => {
      await button(page, 'Channel details').click()
      await page.getByRole('tab', { name: 'Webhooks' }).click()
      await page.getByLabel('Name', { exact: true }).fill('door-alarm')
      await button(page, 'Add').click()
      await button(page, 'Click to copy URL').waitFor()
    },
    leave: async (page, team) => {
      await deleteHook('door-alarm')(page, team)
      // The focus may have been in what is gone: a key would reach nothing.
      await page.locator('[data-region="panel"]').press('Escape')
    },
  },
  {
    name: 'details-webhooks-closed',
    path: '/channels/design-review',
    open: async (page, { as }) => {
      await as('lena').channels.update({ channel: 'design-review', hooksAllowed: false })
      await button(page, 'Channel details').click()
      await page.getByRole('tab', { name: 'Webhooks' }).click()
      await button(page, 'Allow webhooks here').waitFor()
    },
    leave: (_page, { as }) => as('lena').channels.update({ channel: 'design-review', hooksAllowed: true }),
  },
  {
    name: 'integrations-limit',
    path: '/integrations/incoming',
    open: async (page, team) => { const most = await fillLimit(team); await page.getByText(`${most} of ${most} incoming webhooks.`).waitFor() },
    leave: (_page, team) => setLimit(null)(team),
  },
  {
    name: 'hook-create-limit',
    path: '/integrations/incoming/new',
    open: async (page, team) => { await fillLimit(team); await page.getByRole('link', { name: 'Raise the limit' }).waitFor() },
    leave: (_page, team) => setLimit(null)(team),
  },
  {
    name: 'hook-create-filled',
    path: '/integrations/incoming/new',
    open: async (page, team) => {
      await setOverrides(team, false)
      await page.getByText('More: shown name and picture').click()
      await page.getByText('The settings do not let webhooks choose a name.').waitFor()
      await page.getByLabel('Description').fill('What the nightly run says')
      await button(page, 'Create webhook').click()
      await page.getByText('A valid channel is required').waitFor()
    },
    leave: async (page, team) => { await setOverrides(team, true); await button(page, 'Cancel').click() },
  },
  {
    name: 'hook-recipes',
    path: '/integrations/incoming/new',
    open: async (page) => {
      await addHook(page, 'nightly', 'platform')
      await button(page, 'GitHub Actions').scrollIntoViewIfNeeded()
      await button(page, 'GitHub Actions').click()
      await page.getByText('HOOKLINE_URL: ${{').scrollIntoViewIfNeeded()
    },
    leave: deleteHook('nightly'),
  },
  {
    name: 'hook-delete',
    path: '/integrations/incoming/HOOK',
    open: async (page) => { await button(page, 'More').click(); await page.getByRole('menuitem', { name: 'Delete…' }).click(); await page.getByRole('alertdialog').waitFor() },
  },
  { name: 'tokens-none', path: '/integrations/tokens', open: (page) => page.getByText('No token yet').waitFor() },
  {
    name: 'tokens',
    path: '/integrations/tokens',
    open: async (page, { as }) => {
      await as('lena').tokens.create({ scope: 'hooks', label: 'Backup of the webhooks', expiresInMs: 90 * 86_400_000 })
      await as('lena').tokens.create({ scope: 'hooks', label: 'Provisioning', person: 'priya' })
      await page.getByText('Provisioning').waitFor()
    },
    leave: async (_page, { as }) => { for (const { id } of await as('lena').tokens.list()) await as('lena').tokens.revoke({ id }) },
  },
  { name: 'token-create', path: '/integrations/tokens', open: async (page) => { await button(page, 'Create token').click(); await dialog(page) } },
  {
    name: 'token-ready',
    path: '/integrations/tokens',
    open: async (page) => {
      await button(page, 'Create token').click()
      await page.locator('.dialog').getByRole('button', { name: 'Create token' }).click()
      await page.getByText('The token is ready').waitFor()
    },
    leave: async (page, { as }) => { await button(page, 'Done').click(); for (const { id } of await as('lena').tokens.list()) await as('lena').tokens.revoke({ id }) },
  },
  { name: 'integrations', path: '/integrations/incoming', open: (page) => page.getByText('ci-nightly').first().waitFor() },
  { name: 'hook-create', path: '/integrations/incoming/new', open: (page) => button(page, 'Create webhook').waitFor() },
  {
    name: 'hook-ready',
    path: '/integrations/incoming/new',
    open: async (page) => {
      await addHook(page, 'release-watch', 'platform')
      await page.evaluate(() => navigator.clipboard.writeText(''))
      await button(page, 'Copy address').click()
      const copied = await page.waitForFunction(() => navigator.clipboard.readText())
      await post(await copied.jsonValue(), { text: 'Hello from **release-watch**' })
      await page.getByText('It arrived in').waitFor()
    },
    leave: deleteHook('release-watch'),
  },
  {
    name: 'settings-reach',
    path: '/settings/integrations',
    open: async (page, { as }) => {
      await as('lena').settings.set({ key: 'hooks.publicUrl', value: 'https://hooks.tidewater.example' })
      await as('lena').settings.set({ key: 'hooks.reach', value: 'lan' })
      await page.getByText('Fingerprint of the certificate').waitFor()
      await page.locator('#reach').evaluate((group) => group.scrollIntoView({ block: 'start' }))
    },
    leave: async (_page, { as }) => { for (const [key, value] of [['hooks.reach', 'loopback'], ['hooks.publicUrl', null]] as const) await as('lena').settings.set({ key, value }) },
  },
  {
    name: 'hook-addresses-ways',
    path: '/integrations/incoming/HOOK/addresses',
    open: async (page, { as }) => {
      await as('lena').settings.set({ key: 'hooks.publicUrl', value: 'https://hooks.tidewater.example' })
      await page.getByText('Addresses begin with').waitFor()
    },
    leave: async (_page, { as }) => void (await as('lena').settings.set({ key: 'hooks.publicUrl', value: null })),
  },
  {
    name: 'hook-ready-ways',
    path: '/integrations/incoming/new',
    open: async (page, { as }) => {
      await as('lena').settings.set({ key: 'hooks.reach', value: 'lan' })
      await addHook(page, 'release-watch', 'platform')
      await page.getByRole('button', { name: 'The network' }).click()
      await page.getByText('For other computers of your network.').waitFor()
    },
    leave: async (page, team) => {
      await deleteHook('release-watch')(page, team)
      await team.as('lena').settings.set({ key: 'hooks.reach', value: 'loopback' })
    },
  },
  {
    name: 'hook-doctor-network',
    path: '/integrations/incoming/HOOK/test',
    open: async (page, { as }) => {
      await as('lena').settings.set({ key: 'hooks.reach', value: 'lan' })
      await page.getByText('made by Hookline is valid until').waitFor()
    },
    leave: async (_page, { as }) => void (await as('lena').settings.set({ key: 'hooks.reach', value: 'loopback' })),
  },
  {
    name: 'settings-notices',
    path: '/settings/about',
    open: async (page) => {
      await page.getByRole('button', { name: 'Show all notices' }).click()
      await page.getByRole('dialog').getByRole('group').getByText('@babel/runtime').first().waitFor()
    },
    leave: (page) => page.keyboard.press('Escape'),
  },
  { name: 'hook-requests', path: '/integrations/incoming/HOOK', open: async (page) => { await page.getByText('Refused: locked to').first().click(); await page.getByRole('region', { name: 'What it would become' }).getByRole('article').waitFor() } },
  { name: 'hook-health', path: '/integrations/incoming/HOOK/requests', open: (page) => page.getByRole('region', { name: /^How .* does$/ }).getByRole('img').waitFor() },
  { name: 'hook-doctor', path: '/integrations/incoming/HOOK/test', open: async (page) => { await page.getByRole('list', { name: 'What was checked' }).getByRole('listitem').nth(12).waitFor() } },
  {
    name: 'hook-doctor-failed',
    path: '/integrations/incoming/HOOK/test',
    open: async (page) => {
      await page.getByRole('list', { name: 'What was checked' }).getByRole('listitem').nth(12).waitFor()
      await page.getByRole('switch', { name: /is on/ }).click()
      await page.getByText('One thing keeps posts from arriving').waitFor()
    },
    leave: async (page) => {
      await page.getByRole('button', { name: 'Switch on' }).click()
      await page.getByText('The webhook is on.').waitFor()
    },
  },
  {
    name: 'integrations-strays',
    path: '/integrations/strays',
    open: async (page, { as }) => {
      const { url } = await as('lena').listener.status()
      for (const [path, agent] of [['hooks/8k3m5wq1x7t9z2v4c6b8n0m1pa', 'Jenkins/2.528'], ['services/T00000000/B00000000/Xp3Kq9vR2mN7tB5wY8cD1fGh', 'backup-nightly.sh']] as const) {
        for (let times = 0; times < 3; times += 1) await fetch(`${url}/${path}`, { method: 'POST', headers: { 'User-Agent': agent }, body: '{}' })
      }
      await page.getByText('backup-nightly.sh').waitFor()
    },
  },
  { name: 'hook-addresses', path: '/integrations/incoming/HOOK', open: async (page) => { await page.getByRole('tab', { name: 'Addresses' }).click(); await page.getByText('••••').filter({ visible: true }).first().waitFor() } },
  { name: 'hook-settings', path: '/integrations/incoming/HOOK', open: async (page) => { await page.getByRole('tab', { name: 'Settings' }).click(); await page.getByLabel('Description').waitFor() } },
]

const journal = '/integrations/outgoing/SUBSCRIPTION'
const deliveryRow = (page: Page, text: string): Locator => page.getByRole('row').filter({ hasText: text }).first()

const outgoingScreens: Screen[] = [
  { name: 'outgoing', path: '/integrations/outgoing', open: (page) => page.getByText('ops-journal').first().waitFor() },
  {
    name: 'outgoing-create',
    path: '/integrations/outgoing/new',
    open: async (page) => {
      await page.getByLabel('Name', { exact: true }).fill('case-mirror')
      await page.getByLabel('checkout-cases', { exact: true }).check()
      await page.getByLabel('security', { exact: true }).check()
      await page.getByRole('checkbox', { name: 'Jonas Weber' }).check()
      await page.getByText('will be asked').waitFor()
      await page.getByRole('heading', { name: 'Add outgoing webhook' }).scrollIntoViewIfNeeded()
    },
    leave: (page) => button(page, 'Cancel').click(),
  },
  {
    name: 'outgoing-create-target',
    path: '/integrations/outgoing/new',
    open: async (page) => {
      await page.getByLabel('What sets it off').selectOption('first-word')
      await page.getByLabel('Words').fill('deploy\nrollback')
      await page.getByLabel('Format', { exact: true }).selectOption('kommo-v2')
      await page.getByLabel('Signature', { exact: true }).selectOption('hmac-sha1')
      await button(page, 'Add header').click()
      await button(page, 'Create webhook').click()
      await page.getByText('Give at least one callback URL').waitFor()
      await page.getByLabel('Callback URLs').scrollIntoViewIfNeeded()
    },
    leave: (page) => button(page, 'Cancel').click(),
  },
  {
    name: 'outgoing-ready',
    path: '/integrations/outgoing/new',
    open: async (page) => {
      await page.getByLabel('Name', { exact: true }).fill('case-mirror')
      await page.getByLabel('off-topic', { exact: true }).check()
      await page.getByLabel('Callback URLs').fill('http://127.0.0.1:8080/hooks/chat')
      await page.getByLabel('Signature', { exact: true }).selectOption('standard')
      await button(page, 'Create webhook').click()
      await button(page, 'Send a test').click()
      await page.getByText('Did not arrive').waitFor()
      await button(page, 'Allow 127.0.0.1:8080 for this webhook').scrollIntoViewIfNeeded()
    },
    leave: async (_page, { as }) => {
      const made = (await as('lena').subscriptions.list()).find(({ name }) => name === 'case-mirror')
      if (made !== undefined) await as('lena').subscriptions.delete({ id: made.id })
    },
  },
  { name: 'outgoing-deliveries', path: journal, open: async (page) => { await deliveryRow(page, 'Retrying').getByRole('button').click(); await page.getByText('Answered 503').first().waitFor() } },
  { name: 'outgoing-delivery-failed', path: journal, open: async (page) => { await deliveryRow(page, '422').getByRole('button').click(); await page.getByText('Answered 422').waitFor(); await button(page, 'Answer').click(); await page.getByText('unknown author').waitFor() } },
  { name: 'outgoing-settings', path: `${journal}/settings`, open: (page) => page.getByLabel('Description').filter({ visible: true }).waitFor() },
  { name: 'outgoing-consents', path: `${journal}/consents`, open: (page) => page.getByText('Who agreed that').waitFor() },
  { name: 'outgoing-secret', path: `${journal}/secret`, open: (page) => button(page, 'Make new ones…').waitFor() },
  { name: 'outgoing-regenerate', path: `${journal}/secret`, open: async (page) => { await button(page, 'Make new ones…').click(); await dialog(page) } },
  { name: 'outgoing-redeliver', path: journal, open: async (page) => { await page.getByText('Live', { exact: true }).or(page.getByText('Deliveries')).first().waitFor(); await page.locator('.hookhead').getByRole('button', { name: 'More' }).click(); await page.getByRole('menuitem', { name: /^Redeliver all/ }).click(); await dialog(page) } },
  { name: 'listening', path: '/channels/platform', open: (page) => page.getByText('What is said here is sent to').waitFor() },
  { name: 'listening-details', path: '/channels/platform', open: async (page) => { await page.getByLabel('What is sent out of this channel').getByRole('button', { name: 'Details' }).click(); await dialog(page) } },
  { name: 'listening-request', path: room, open: async (page) => { await page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: /^Priya Raman/ }).click(); await button(page, 'Agree').waitFor() } },
]

/** In an order in which none takes from the next what it shows. */
export const firstScreens: readonly Screen[] = [...pages, ...channelScreens, ...overChannel]
export const moreScreens: readonly Screen[] = [...hookScreens, ...hookRuleScreens, ...outgoingScreens]
export const screens: readonly Screen[] = [...firstScreens, ...moreScreens]

/** Goes there from wherever the window is, also out of what floats. */
export async function showScreen(page: Page, team: StagedTeam, screen: Screen): Promise<void> {
  await clearAway(page)
  await page.evaluate((to) => (location.hash = to), screen.path.replace('HOOK', team.hookId).replace('SUBSCRIPTION', team.subscriptionId))
  await screen.open(page, team)
}

/** A page where nothing is read, so that rewinding lasts. */
export async function parkPage(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New', exact: true }).waitFor()
  await page.evaluate(() => (location.hash = '/settings/about'))
  await heading(page, /^About/)
}

/** Closes what floats and what stands beside a page. */
export async function clearAway(page: Page): Promise<void> {
  const floats = page.locator('.scrim, [role="menu"], [role="dialog"]:not(.toast), .person-card, [data-region="panel"]')
  for (let tries = 0; tries < 10 && (await floats.count()) > 0; tries += 1) {
    await page.keyboard.press('Escape')
    await floats.first().waitFor({ state: 'detached', timeout: 700 }).catch(() => undefined)
  }
  await page.mouse.move(0, 0)
}
