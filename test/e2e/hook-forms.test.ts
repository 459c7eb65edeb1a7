/** The forms, lists and pages of webhooks and tokens in the browser: what may be written, what is shown once, limits, and a channel's own webhooks. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { senderFacts } from '#shared/core/snippets.ts'
import { dialects } from '#shared/dialects/index.ts'
import { moveIn, type Client, type OwnPlace } from './place.ts'
import { post } from './post.ts'

/** Beside this program, which is the one that answers. */
const run = promisify(execFile)

let place: OwnPlace
let page: Page
let lena: Client
beforeAll(async () => {
  place = await moveIn({
    prepare: async (owner) => {
      await owner.channels.create({ name: 'harbour', members: ['priya', 'jonas'] })
      await owner.channels.create({ name: 'quiet', members: ['priya'] })
      await owner.channels.update({ channel: 'quiet', hooksAllowed: false })
      await owner.channels.create({ name: 'vault', private: true, members: ['priya'] })
      await owner.channels.openDirect({ usernames: ['jonas'] })
    },
  })
  ;({ page, lena } = place)
  await place.as('priya').channels.create({ name: 'priyas-own', private: true })
})
afterAll(() => place?.leave())

const button = (name: string | RegExp, within: Page | Locator = page): Locator => within.getByRole('button', { name, exact: true })
const field = (name: string, within: Page | Locator = page): Locator => within.getByLabel(new RegExp(`^${name}( ·|$)`))
const hookNamed = async (name: string) => (await lena.hooks.list()).find((hook) => hook.name === name)
/** What is pressed puts it there. */
async function copiedBy(press: Locator): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText(''))
  await press.click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).not.toBe('')
  return page.evaluate(() => navigator.clipboard.readText())
}
async function removeAll(): Promise<void> {
  for (const { id } of await lena.hooks.list()) await lena.hooks.delete({ id })
}

describe('the form', () => {
  beforeEach(async () => {
    // Where a webhook was just made, its page stands at the same address.
    await place.goTo('/integrations')
    await page.getByRole('heading', { level: 1, name: 'Integrations' }).waitFor()
    await place.goTo('/integrations/incoming/new')
    await button('Create webhook').waitFor()
  })

  const options = (): Promise<string[]> => field('Channel').locator('option').allInnerTexts()

  test('offers public channels and the private ones that its owner is in, no direct messages, and says which takes no webhooks', async () => {
    await expect.poll(options).toEqual(['Choose a channel', '# harbour', '# off-topic', '# quiet · takes no webhooks', '# town-square', '# vault'])
    expect(await field('Channel').locator('option:disabled').allInnerTexts()).toEqual(['# quiet · takes no webhooks'])
  })

  test('says at each field what is wrong with it', async () => {
    await page.getByText('More: shown name and picture').click()
    await field('Name').fill('n'.repeat(65))
    await field('Description').fill('d'.repeat(501))
    await field('Username').fill('u'.repeat(65))
    await field('Profile picture').fill(`https://x.example/${'a'.repeat(1024)}`)
    await button('Create webhook').click()
    await page.getByText('A valid channel is required').waitFor()
    const noteOf = async (name: string): Promise<string | null> => page.locator(`[id="${await field(name).getAttribute('aria-describedby')}"]`).textContent()
    expect(await Promise.all(['Name', 'Description', 'Channel', 'Username', 'Profile picture'].map(noteOf))).toEqual(['Use at most 64 characters', 'Use at most 500 characters', 'A valid channel is required', 'Use at most 64 characters', 'Use at most 1,024 characters'])
    await field('Profile picture').fill('ftp://example.com/a.png')
    await expect.poll(() => noteOf('Profile picture')).toBe('Must begin with http:// or https://')
    await button('Cancel').click()
    await page.getByRole('heading', { name: 'Incoming webhooks' }).first().waitFor()
  })

  test('says at the field what only the server knows', async () => {
    const made = await lena.channels.create({ name: 'closing' })
    await field('Name').fill('too-late')
    await expect.poll(options).toContain('# closing')
    await field('Channel').selectOption({ label: '# closing' })
    // In the place of a colleague who is quicker: the window is not told in time.
    await page.context().setOffline(true)
    await lena.channels.archive({ channel: made.id })
    await page.context().setOffline(false)
    await button('Create webhook').click()
    await page.getByText('A valid channel is required').or(page.getByText('#closing is archived. Choose another channel.')).waitFor()
    expect(await field('Channel').getAttribute('aria-invalid')).toBe('true')
    expect(await field('Name').inputValue()).toBe('too-late')
    await button('Cancel').click()
  })

  test('takes the longest of everything, and an emoji for a picture', async () => {
    await page.getByText('More: shown name and picture').click()
    const longest = { name: 'n'.repeat(64), description: 'd'.repeat(500), username: 'u'.repeat(64) }
    await field('Name').fill(longest.name)
    await field('Description').fill(longest.description)
    await field('Username').fill(longest.username)
    await field('Profile picture').fill(':rocket:')
    await field('Channel').selectOption({ label: '# vault' })
    await page.getByLabel('Lock to this channel').check()
    await button('Create webhook').click()
    await page.getByRole('heading', { name: /is ready$/ }).waitFor()
    expect(await hookNamed(longest.name)).toMatchObject({ ...longest, channel: 'vault', locked: true, iconEmoji: 'rocket', iconUrl: null })
    await removeAll()
  })

  test('where the settings forbid it, name and picture cannot be chosen, and it says why', async () => {
    await page.getByText('More: shown name and picture').click()
    await field('Username').waitFor()
    for (const key of ['integrations.allowUsernameOverride', 'integrations.allowIconOverride'] as const) await lena.settings.set({ key, value: false })
    await page.getByText('The settings do not let webhooks choose a name.').waitFor()
    await page.getByText('The settings do not let webhooks choose a picture. They show that of their owner.').waitFor()
    expect([await field('Username').count(), await field('Profile picture').count()]).toEqual([0, 0])
    await page.getByRole('link', { name: 'Change that in the settings' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Integrations' }).waitFor()
    for (const key of ['integrations.allowUsernameOverride', 'integrations.allowIconOverride'] as const) await lena.settings.set({ key, value: true })
  })

  test('keeps what was typed until it is saved, cancelled or discarded', async () => {
    const { hook } = await lena.hooks.create({ channel: 'harbour', name: 'kept', description: 'as it was' })
    await field('Name').fill('half a na')
    await page.getByRole('link', { name: 'Tokens' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Tokens' }).waitFor()
    await page.reload()
    await place.goTo('/integrations/incoming/new')
    await page.getByText('What you had typed before is back.').waitFor()
    expect(await field('Name').inputValue()).toBe('half a na')
    await button('Discard').click()
    await expect.poll(() => field('Name').inputValue()).toBe('')

    await place.goTo(`/integrations/incoming/${hook.id}/settings`)
    await expect.poll(() => field('Description').inputValue()).toBe('as it was')
    await field('Description').fill('as it will be')
    await page.getByRole('tab', { name: 'Settings not saved' }).waitFor()
    await place.goTo('/channels/harbour')
    await page.getByPlaceholder('Message #harbour').waitFor()
    await place.goTo(`/integrations/incoming/${hook.id}`)
    await page.getByRole('tab', { name: 'Settings not saved' }).click()
    await page.getByText('What you had typed before is back.').waitFor()
    await button('Save').click()
    await expect.poll(async () => (await hookNamed('kept'))?.description).toBe('as it will be')
    await page.getByText('What you had typed before is back.').waitFor({ state: 'detached' })
    await page.reload()
    await expect.poll(() => field('Description').inputValue()).toBe('as it will be')
    expect(await page.getByText('What you had typed before is back.').count()).toBe(0)
    await removeAll()
  })
})

describe('the page that shows an address', () => {
  const chosen = (): Promise<string> => page.locator('.secret code').innerText()
  beforeAll(async () => {
    await place.goTo('/integrations/incoming/new')
    await field('Name').fill('sender')
    await field('Channel').selectOption({ label: '# harbour' })
    await button('Create webhook').click()
    await page.getByRole('heading', { name: 'sender is ready' }).waitFor()
  })
  afterAll(removeAll)

  test('says that it is a password, shown once, and what must not go through it', async () => {
    await page.getByText('it is shown this once and stored only as a hash.').waitFor()
    await page.getByText('Treat it like a password: whoever has it can post.').waitFor()
    await page.getByText('Don’t send sensitive data through webhooks.').waitFor()
    await page.getByText('Their messages are stored as plain text').waitFor()
    expect(await copiedBy(button('Copy command'))).toBe('hookline post --channel harbour "text"')
    // Nothing is encrypted yet, so nothing may sound as if something were.
    expect(await page.getByRole('main').getByText(/encrypt/i).count()).toBe(0)
  })

  test.each(dialects.map(({ id, label }) => [id, label] as const))('has an address in the shape of %s whose commands, as pasted, post', async (dialect, label) => {
    await page.getByRole('group', { name: 'Shape of the address' }).getByRole('button', { name: new RegExp(`^${label}`) }).click()
    await expect.poll(async () => (await hookNamed('sender'))?.dialects).toContain(dialect)
    const address = await copiedBy(button('Copy address'))
    await expect.poll(chosen).toBe(address)
    const { status } = senderFacts[dialect]
    await page.getByText(`Answers ${status} once the message is on disk.`).waitFor()
    const line = await copiedBy(button('Copy snippet'))
    expect((await run('sh', ['-c', line])).stdout).toContain(`HTTP/1.1 ${status}`)
    expect(line).toContain(address)
    for (const tool of ['PowerShell', 'Python', 'requests', 'Node.js']) {
      await button(tool).click()
      await page.getByRole('group', { name: /^Snippet for/ }).getByText(address).waitFor()
    }
    await button('curl').click()
  })

  test('says where it belongs in GitLab, GitHub Actions, n8n and cron', async () => {
    await page.getByRole('group', { name: 'Shape of the address' }).getByRole('button', { name: /^Slack/ }).click()
    await page.getByText('leave every channel field blank').waitFor()
    await page.getByText('Save changes, then Test settings.').waitFor()
    await button('GitHub Actions').click()
    expect(await copiedBy(button('Copy lines'))).toMatch(/HOOKLINE_URL: \$\{\{ secrets\.HOOKLINE_URL \}\}/)
    await button('n8n').click()
    await page.getByText('Press Import cURL and paste the curl command from above.').waitFor()
    await button('cron').click()
    expect(await copiedBy(button('Copy lines'))).toMatch(/^0 7 \* \* 1-5 curl .*\/services\/T/)
    await page.getByText(`The tool must be able to reach ${place.serving.hooksUrl}.`).waitFor()
    await page.getByRole('group', { name: 'Shape of the address' }).getByRole('button', { name: /^Chatalot/ }).click()
    await button('GitLab').click()
    await page.getByText('an address of this shape does not take that').waitFor()
  })
})

describe('the list', () => {
  const names = (): Promise<string[]> => page.getByRole('main').getByRole('row').getByRole('link').allInnerTexts()
  beforeAll(async () => {
    await place.goTo('/integrations/incoming')
    await page.getByText('No incoming webhooks found').waitFor()
    await lena.hooks.create({ channel: 'harbour', name: 'uptime', description: 'Pings', dialects: ['mattermost', 'slack'] })
    await lena.hooks.create({ channel: 'vault', name: 'audit', owner: 'priya' })
    await lena.hooks.create({ channel: 'town-square', name: 'Builds' })
  })
  afterAll(removeAll)

  test('stands in the order of names and says who made each and when', async () => {
    await expect.poll(names).toEqual(['audit', 'Builds', 'uptime'])
    const year = new Date().getFullYear()
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'audit' }).innerText()).toMatch(new RegExp(`vault\\s+PR\\s+Priya Raman\\s+on \\d+ \\w+ ${year}`))
    await page.getByRole('columnheader', { name: 'Created by' }).waitFor()
  })

  test('is searched by name, description, channel and creator, whatever the case', async () => {
    const search = page.getByRole('searchbox', { name: 'Search name, channel, owner' })
    for (const [term, found] of [['BUILD', ['Builds']], ['pINGs', ['uptime']], ['Vault', ['audit']], ['@PRIYA', ['audit']], ['raman', ['audit']], ['', ['audit', 'Builds', 'uptime']]] as const) {
      await search.fill(term)
      await expect.poll(async () => [term, await names()]).toEqual([term, found])
    }
    await search.fill('  no such  ')
    await page.getByText('No incoming webhooks match “no such”').waitFor()
    await search.fill('')
  })

  test('its menu leads to editing, and deleting says what breaks', async () => {
    await button('More for uptime').click()
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    await page.getByRole('tab', { name: 'Settings', selected: true }).waitFor()
    await place.goTo('/integrations/incoming')
    await button('More for uptime').click()
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Delete “uptime”?' })
    await dialog.getByText('Its 2 addresses stop at once and for good: tools that post to them are refused. 0 requests on record. Messages stay.').waitFor()
    await button('Delete webhook', dialog).click()
    await expect.poll(names).toEqual(['audit', 'Builds'])
  })
})

describe('beside a channel', () => {
  const panel = (): Locator => page.getByRole('tabpanel', { name: 'Webhooks' })
  const rows = (): Locator => panel().getByRole('list', { name: 'Webhooks' }).getByRole('listitem')
  async function open(channel: string): Promise<void> {
    await place.goTo(`/channels/${channel}`)
    await page.getByRole('heading', { level: 1, name: channel }).waitFor()
    await button('Channel details').click()
    await page.getByRole('tab', { name: 'Webhooks' }).click()
  }
  async function close(): Promise<void> {
    await button('Close details').click()
    await panel().waitFor({ state: 'detached' })
  }
  afterAll(removeAll)

  test('a name of 1 to 64 characters and Add give a URL, shown once, and a purpose', async () => {
    await open('harbour')
    await panel().getByText('No tool posts here yet.').waitFor()
    for (const name of ['  ', 'x'.repeat(65)]) {
      await field('Name', panel()).fill(name)
      await button('Add', panel()).click()
      await panel().getByText('Give it a name of 1 to 64 characters.').waitFor()
    }
    await field('Name', panel()).fill('CI')
    await field('URL for', panel()).selectOption({ label: 'Chatalot' })
    await button('Add', panel()).click()
    await panel().getByText('CI is ready').waitFor()
    const url = await copiedBy(button('Click to copy URL', panel()))
    expect(url).toMatch(/\/api\/webhooks\/execute\/[A-Za-z0-9]{64}$/)
    await panel().getByText('Treat it like a password').waitFor()
    await panel().getByText('Don’t send sensitive data through webhooks.').waitFor()
    await field('Purpose', panel()).fill('Nightly results')
    await button('OK', panel()).click()
    await expect.poll(() => rows().allInnerTexts()).toEqual([expect.stringMatching(/CI\s+Nightly results\s+Chatalot · last used: never/)])
    expect(await post(url, { content: 'Green' })).toBe(201)
    await rows().getByText('last used: just now').waitFor()
    expect(await page.content()).not.toContain(url.split('/').at(-1))
  })

  test('the switch turns it off and on; its purpose is edited in place', async () => {
    const onOff = panel().getByRole('switch', { name: 'CI is on' })
    await onOff.click()
    await expect.poll(async () => (await hookNamed('CI'))?.enabled).toBe(false)
    await rows().getByText('OFF', { exact: true }).waitFor()
    await onOff.click()
    await expect.poll(async () => (await hookNamed('CI'))?.enabled).toBe(true)
    await button('Nightly results', panel()).click()
    await field('Purpose', panel()).fill('Not this')
    await page.keyboard.press('Escape')
    await button('Nightly results', panel()).click()
    await field('Purpose', panel()).fill('Weekly results')
    await page.keyboard.press('Enter')
    await button('Weekly results', panel()).waitFor()
    expect((await hookNamed('CI'))?.description).toBe('Weekly results')
  })

  test('the X deletes it after asking', async () => {
    const cross = button('Delete CI', panel())
    await cross.click()
    const dialog = page.getByRole('alertdialog', { name: 'Delete “CI”?' })
    await button('Cancel', dialog).click()
    await dialog.waitFor({ state: 'detached' })
    await cross.click()
    await button('Delete webhook', dialog).click()
    await panel().getByText('No tool posts here yet.').waitFor()
    expect(await hookNamed('CI')).toBeUndefined()
    await close()
  })

  test('a private channel says that the owner has to be in it, and who no longer is', async () => {
    await lena.hooks.create({ channel: 'vault', name: 'audit', owner: 'priya' })
    await open('vault')
    await panel().getByText('a webhook posts here only while its owner is a member').waitFor()
    await rows().waitFor()
    expect(await rows().getByText('What it posts is refused').count()).toBe(0)
    await lena.channels.removePerson({ channel: 'vault', username: 'priya' })
    await rows().getByText('What it posts is refused: Priya Raman, who owns it, is not in this channel.').waitFor()
    await close()
  })

  test('“No hooks here” is explained, and lifted from here', async () => {
    await open('quiet')
    await panel().getByText('No webhook can post here.').waitFor()
    expect(await button('Add', panel()).count()).toBe(0)
    await button('Allow webhooks here', panel()).click()
    await button('Add', panel()).waitFor()
    expect((await lena.channels.list()).find(({ name }) => name === 'quiet')?.hooksAllowed).toBe(true)
    await close()
  })
})

describe('limits', () => {
  beforeAll(async () => {
    await removeAll()
    await lena.hooks.create({ channel: 'harbour', name: 'the-one' })
  })
  afterAll(async () => {
    await lena.settings.set({ key: 'hooks.incomingLimit', value: null })
    await lena.settings.set({ key: 'hooks.outgoingLimit', value: null })
    await removeAll()
  })
  const setting = (name: string): Locator => page.locator(`[data-setting="${name}"]`)
  const limitOf = async (key: 'hooks.incomingLimit' | 'hooks.outgoingLimit') => (await lena.settings.get({ key })).value

  test('the presets set both at once', async () => {
    await place.goTo('/settings/integrations')
    for (const [preset, limit] of [['20 / 20', 20], ['Unlimited', null], ['1 / 1', 1]] as const) {
      await button(preset, setting('hooks.limits')).click()
      await expect.poll(async () => [await limitOf('hooks.incomingLimit'), await limitOf('hooks.outgoingLimit')]).toEqual([limit, limit])
    }
    await button('20', setting('hooks.outgoingLimit')).click()
    await expect.poll(() => button('Own numbers', setting('hooks.limits')).getAttribute('aria-pressed')).toBe('true')
    expect([await limitOf('hooks.incomingLimit'), await limitOf('hooks.outgoingLimit')]).toEqual([1, 20])
  })

  test('when there are as many as may be, list, form and channel say so before anything is typed', async () => {
    await place.goTo('/integrations/incoming')
    await page.getByText('1 of 1 incoming webhooks.').waitFor()
    await page.getByRole('link', { name: 'Add incoming webhook' }).click()
    await page.getByRole('heading', { name: '1 of 1 incoming webhooks' }).waitFor()
    expect(await button('Create webhook').count()).toBe(0)
    await page.getByRole('link', { name: 'Raise the limit' }).click()
    await setting('hooks.incomingLimit').waitFor()
    await place.goTo('/channels/harbour')
    await button('Channel details').click()
    await page.getByRole('tab', { name: 'Webhooks' }).click()
    await page.getByRole('complementary').getByText('1 of 1 incoming webhooks.').waitFor()
    expect(await button('Add').count()).toBe(0)
    await button('Close details').click()
  })

  test('when the last place goes while one types, nothing typed is lost and it says why', async () => {
    await lena.settings.set({ key: 'hooks.incomingLimit', value: 2 })
    await place.goTo('/integrations/incoming/new')
    await field('Name').fill('second')
    await field('Channel').selectOption({ label: '# harbour' })
    const { hook } = await lena.hooks.create({ channel: 'harbour', name: 'quicker' })
    await button('Create webhook').click()
    await page.getByText('2 of 2 incoming webhooks.').waitFor()
    expect(await field('Name').inputValue()).toBe('second')
    await lena.hooks.delete({ id: hook.id })
    await page.getByText('2 of 2 incoming webhooks.').waitFor({ state: 'detached' })
    await button('Create webhook').click()
    await page.getByRole('heading', { name: 'second is ready' }).waitFor()
  })
})

describe('tokens', () => {
  beforeAll(async () => {
    await place.goTo('/integrations/tokens')
    await page.getByText('No token yet').waitFor()
  })
  const row = (label: string): Locator => page.getByRole('row').filter({ hasText: label })
  const manage = async (token: string): Promise<number> => (await fetch(`${place.serving.hooksUrl}/api/channels/harbour/webhooks`, { headers: { Authorization: `Bearer ${token}` } })).status
  let secret = ''

  test('one is made with label, person and end; its secret is shown once and works', async () => {
    await button('Create token').click()
    const dialog = page.getByRole('dialog')
    await field('Label', dialog).fill('Backup script')
    await expect.poll(() => field('Person', dialog).locator('option').allInnerTexts()).toEqual(['Lena Fischer (@lena.fischer)', 'Priya Raman (@priya)'])
    await field('Person', dialog).selectOption({ label: 'Priya Raman (@priya)' })
    await field('Ends', dialog).selectOption({ label: 'After 30 days' })
    await button('Create token', dialog).click()
    await page.getByText('shown this once and stored only as a hash').waitFor()
    secret = await copiedBy(button('Copy token'))
    await button('Done').click()
    expect(await manage(secret)).toBe(200)
    await expect.poll(() => row('Backup script').innerText()).toMatch(new RegExp(`•••• ${secret.slice(-4)}[\\s\\S]*Priya Raman[\\s\\S]*Managing webhooks[\\s\\S]*Until`))
    expect(await lena.tokens.list()).toMatchObject([{ label: 'Backup script', person: 'priya', scope: 'hooks' }])
    await page.reload()
    await row('Backup script').waitFor()
    expect(await page.content()).not.toContain(secret)
  })

  test('one that is made elsewhere appears by itself', async () => {
    await lena.tokens.create({ scope: 'hooks', label: 'From a terminal' })
    await row('From a terminal').getByText('Does not end').waitFor()
  })

  test('revoking asks first, and ends it at once', async () => {
    await button(`Revoke the token ending in ${secret.slice(-4)}`).click()
    const dialog = page.getByRole('alertdialog', { name: `Revoke the token •••• ${secret.slice(-4)}?` })
    await button('Revoke token', dialog).click()
    await dialog.waitFor({ state: 'detached' })
    await row('Backup script').waitFor({ state: 'detached' })
    expect(await manage(secret)).toBe(401)
    await row('From a terminal').waitFor()
  })
})
