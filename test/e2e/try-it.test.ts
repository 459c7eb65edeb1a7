/** Walks docs/try-it.md as a new user would: every step has its code here, and every name in a step has to be where it says. */
import { execFileSync } from 'node:child_process'
import { afterAll, expect, test } from 'vitest'
import { readTour, type Step } from './tour.ts'
import { box, button, field, heading, item, leave, link, page, panel, pointAt, pressControlC, problems, root, row, setting, side, start, tool } from './tour-window.ts'

afterAll(leave)

async function restart(step: Step): Promise<void> {
  step.keys('Ctrl C')
  expect(problems).toEqual([])
  await pressControlC()
  await start(step.line())
}

async function chooseNew(step: Step, name: string): Promise<void> {
  await button(step.shown('New')).click()
  await item(step.shown(name)).click()
}

const walk: Readonly<Record<string, (step: Step) => Promise<unknown>>> = {
  '1.1': async (step) => {
    await start(step.line())
    await page.getByRole('heading', { name: 'A chat for your team and your tools' }).waitFor()
  },
  '1.2': async (step) => {
    await field(step.shown('Workspace name')).fill(step.typed('Tidewater'))
    await field(step.shown('Your name')).fill(step.typed('Lena Fischer'))
    await button(step.shown('Create workspace')).click()
    await heading(step.shown('town-square')).waitFor()
    await link(step.shown('off-topic')).waitFor()
  },
  '2.1': async (step) => {
    await box('town-square').pressSequentially(step.typed('Good morning **everyone** :wav'))
    await page.getByRole('option', { selected: true }).filter({ hasText: step.typed(':wave:') }).waitFor()
    await page.keyboard.press(step.keys('Enter'))
    await page.keyboard.press('Enter')
    await expect.poll(() => row('Good morning everyone 👋').locator('strong').innerText()).toBe('everyone')
  },
  '2.2': async (step) => {
    for (const name of ['Italic', 'Link', 'List', 'Code']) await tool(step.shown(name)).waitFor()
    await tool(step.shown('Bold')).click()
    await page.keyboard.type(step.typed('Lunch'))
    await page.keyboard.press(step.keys('End'))
    await page.keyboard.press(step.keys('Shift Enter'))
    await page.keyboard.press('Backspace')
    await page.keyboard.type(step.typed(' at noon?'))
    await page.keyboard.press(step.keys('Enter'))
    await expect.poll(() => row('Lunch at noon?').locator('strong').innerText()).toBe('Lunch')
  },
  '2.3': async (step) => {
    await page.keyboard.press(step.keys('↑'))
    await page.getByRole('textbox', { name: 'Edit message' }).fill(step.typed('**Lunch** at one?'))
    await page.keyboard.press(step.keys('Enter'))
    await row('Lunch at one?').getByText(step.shown('(edited)')).waitFor()
  },
  '3.1': async (step) => {
    await chooseNew(step, 'Integrations')
    await link(step.shown('Add incoming webhook')).first().click()
  },
  '3.2': async (step) => {
    await field(step.shown('Name')).fill(step.typed('Deploys'))
    await field(step.shown('Channel')).selectOption({ label: step.shown('# town-square') })
    await page.getByRole('group', { name: step.shown('First address') }).getByRole('button', { name: new RegExp(`^${step.shown('Mattermost')}`) }).click()
    await button(step.shown('Create webhook')).click()
    await page.getByRole('heading', { name: step.shown('Deploys is ready') }).waitFor()
  },
  '3.3': async (step) => {
    await button(step.shown('Copy address')).click()
    const copied = () => page.evaluate(() => navigator.clipboard.readText())
    await expect.poll(copied).toMatch(/^http/)
    const address = await copied()
    // It goes after eight seconds, so whoever looks begins before.
    const card = page.getByRole('region', { name: 'Notifications' }).getByText(step.typed('@channel')).waitFor()
    expect(execFileSync('sh', ['-c', step.line().replace('ADDRESS', address)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })).toBe(step.typed('ok'))
    await card
    await page.getByText(step.shown('It arrived in # town-square')).waitFor()
  },
  '3.4': async (step) => {
    await link(step.shown('Show in channel')).click()
    const message = row('Deployed web 4.18 to production, @channel')
    await message.getByText(step.shown('BOT'), { exact: true }).waitFor()
    await message.getByText(step.shown('Webhook · not E2EE')).click()
    await page.getByText(step.shown('Not end-to-end encrypted'), { exact: true }).waitFor()
    await page.keyboard.press(step.keys('Esc'))
    await page.getByText('Not end-to-end encrypted', { exact: true }).waitFor({ state: 'detached' })
  },
  '4.1': async (step) => {
    await chooseNew(step, 'Add a person')
    await field(step.shown('Username')).fill(step.typed('mara'))
    await field(step.shown('Display name')).fill(step.typed('Mara Lindqvist'))
    await button(step.shown('Add person')).click()
    await page.locator('.dialog').waitFor({ state: 'detached' })
  },
  '4.2': async (step) => {
    await chooseNew(step, 'New channel')
    await field(step.shown('Name')).fill(step.typed('release-room'))
    await field(step.shown('Purpose')).fill(step.typed('What goes out, and when'))
    await button(step.shown('Create channel')).click()
    await heading('release-room').waitFor()
  },
  '4.3': async (step) => {
    await page.getByTitle(`Menu of ${step.shown('release-room')}`).click()
    await item(step.shown('Add people…')).click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.matches('.dialog input') ?? false)).toBe(true)
    await page.keyboard.type(step.typed('mara'))
    await page.keyboard.press(step.keys('Enter'))
    await button(step.shown('Add 1 person')).click()
    await page.locator('.dialog').waitFor({ state: 'detached' })
    await page.getByTitle(step.shown('2 members')).waitFor()
  },
  '5.1': async (step) => {
    await box('release-room').pressSequentially(step.typed('@ma'))
    await page.getByRole('option', { name: 'Mara Lindqvist' }).waitFor()
    await page.keyboard.press(step.keys('Enter'))
    await page.keyboard.type(step.typed('are the notes ready?'))
    await page.keyboard.press('Enter')
    await row('are the notes ready?').getByText(step.shown('@Mara Lindqvist'), { exact: true }).click()
    await page.getByLabel('Profile of Mara Lindqvist').waitFor()
    await page.keyboard.press('Escape')
  },
  '5.2': async (step) => {
    await button(step.shown('Reply in thread'), await pointAt('are the notes ready?')).click()
    const thread = panel(step.shown('Thread'))
    await thread.getByRole('textbox').fill(step.typed('No hurry, tonight is fine'))
    await thread.getByRole('textbox').press(step.keys('Enter'))
    await thread.getByText(step.shown('1 reply'), { exact: true }).waitFor()
    await button(step.shown('Following'), thread).waitFor()
  },
  '5.3': async (step) => {
    await button(step.shown('Close thread')).click()
    await row('are the notes ready?').getByRole('button').getByText(step.shown('1 reply')).waitFor()
  },
  '6.1': async (step) => {
    await button(step.shown('Add reaction'), await pointAt('are the notes ready?')).click()
    await page.getByRole('searchbox', { name: step.shown('Search emoji') }).fill(step.typed('rocket'))
    await page.keyboard.press(step.keys('Enter'))
    await row('are the notes ready?').getByRole('button', { name: '🚀, 1 person: you' }).waitFor()
  },
  '6.2': async (step) => {
    await button(step.shown('More'), await pointAt('are the notes ready?')).click()
    await item(step.shown('Pin to channel')).click()
    await button(step.shown('1 pinned message')).waitFor()
  },
  '6.3': async (step) => {
    await button(step.shown('Save for later'), await pointAt('are the notes ready?')).click()
    await side(step.shown('Saved')).click()
    await page.getByRole('region', { name: 'Saved' }).getByText('are the notes ready?').hover()
    await page.getByRole('region', { name: 'Saved' }).getByText(step.shown('Show in channel')).click()
    await heading('release-room').waitFor()
  },
  '7.1': async (step) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(step.shown('Attach files')).click()])
    await chooser.setFiles(`${root}/${step.typed('docs/images/channel-light-1600.png')}`)
    await box('release-room').fill(step.typed('How it looks'))
    await box('release-room').press(step.keys('Enter'))
    await row('How it looks').getByRole('button', { name: /^Open picture/ }).waitFor()
  },
  '7.2': async (step) => {
    await row('How it looks').getByRole('button', { name: /^Open picture/ }).click()
    await button(step.shown('Zoom in')).click()
    await button(step.shown('Close')).waitFor()
    await page.keyboard.press(step.keys('Esc'))
    await button('Zoom in').waitFor({ state: 'detached' })
  },
  '7.3': async (step) => {
    await button(step.shown('Channel details')).click()
    await page.getByRole('tab', { name: step.shown('Files') }).click()
    await panel(/details/i).getByText('channel-light-1600.png').waitFor()
    await button(step.shown('Close details')).click()
  },
  '8.1': async (step) => {
    await page.keyboard.press(step.keys('Ctrl K'))
    await page.keyboard.type(step.typed('town'))
    await page.keyboard.press(step.keys('Enter'))
    await heading(step.shown('town-square')).waitFor()
  },
  '8.2': async (step) => {
    await page.keyboard.press(step.keys('Ctrl F'))
    await field('Search messages in Tidewater').waitFor()
    await page.keyboard.type(step.typed('depl is:hook'))
    const hit = page.getByRole('list', { name: /found/ }).getByRole('listitem')
    await expect.poll(() => hit.locator('.msg__body').allInnerTexts()).toEqual(['Deployed web 4.18 to production, @channel'])
    await expect.poll(() => page.evaluate(() => [...CSS.highlights.values()].flatMap((one) => [...one]).map(String))).toEqual(['Deployed'])
  },
  '8.3': async (step) => {
    await page.getByText(step.shown('Jump'), { exact: true }).click()
    await heading('town-square').waitFor()
    await row('Deployed web 4.18').waitFor()
  },
  '8.4': async (step) => {
    await page.keyboard.press(step.keys('Ctrl /'))
    const list = page.getByRole('dialog', { name: step.shown('Keyboard shortcuts') })
    await list.getByText('Edit my last message', { exact: false }).waitFor()
    await page.keyboard.press(step.keys('Esc'))
    await list.waitFor({ state: 'detached' })
  },
  '9.1': async (step) => {
    await side(step.shown('off-topic')).click({ button: 'right' })
    await item(step.shown('Mute')).click()
    await side('off-topic').getByRole('img', { name: step.shown('Muted') }).waitFor()
  },
  '9.2': async (step) => {
    await page.keyboard.press(step.keys('Ctrl ,'))
    await page.getByRole('navigation', { name: step.shown('Settings') }).getByRole('link', { name: step.shown('Notifications') }).click()
    await button(step.shown('All messages'), setting(step.shown('Notify me about'))).click()
    await setting('Notify me about').getByText('Saved').waitFor()
    await setting(step.shown('My words')).getByRole('textbox').fill(step.typed('rollback'))
    await page.keyboard.press(step.keys('Enter'))
    await button('Remove “rollback”').waitFor()
  },
  '9.3': async (step) => {
    await button(step.shown('Pause')).click()
    await item(step.shown('For 1 hour')).click()
    await button(step.shown('Resume')).click()
    await button('Pause').waitFor()
  },
  '10.1': async (step) => {
    await link(step.shown('Look')).click()
    await button(step.shown('Dark')).click()
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  },
  '10.2': async (step) => {
    await field(step.shown('Language')).selectOption({ label: step.shown('Deutsch') })
    await page.getByRole('link', { name: 'Benachrichtigungen' }).waitFor()
    await field(step.shown('Sprache')).selectOption({ label: step.shown('English') })
    await link('Notifications').waitFor()
  },
  '10.3': async (step) => {
    await link(step.shown('Back to the channel')).click()
    await heading('town-square').waitFor()
  },
  '11.1': async (step) => {
    await restart(step)
    await side(new RegExp(`^${step.shown('Mentions')} \\d`)).waitFor()
    await side(new RegExp(`${step.shown('release-room')} \\d`)).waitFor()
  },
  '11.2': async (step) => {
    await side(step.shown('Mentions')).click()
    const list = page.getByRole('region', { name: 'Mentions' })
    await list.getByText(step.typed('@channel')).first().waitFor()
    await list.getByText('are the notes ready?').hover()
    await list.getByRole('listitem').filter({ hasText: 'are the notes ready?' }).getByText(step.shown('Show in channel')).click()
    await heading('release-room').waitFor()
  },
  '11.3': async (step) => {
    await button(step.shown('More'), await pointAt('are the notes ready?')).click()
    await item(step.shown('Why was I notified?')).click()
    await page.getByText(step.shown('You were mentioned')).waitFor()
    await button(step.shown('Done')).click()
  },
  '11.4': async (step) => {
    await row('are the notes ready?').getByRole('button').getByText(step.shown('1 reply')).click()
    await panel('Thread').getByRole('textbox').fill(step.typed('They are in the usual place'))
    await panel('Thread').getByRole('textbox').press(step.keys('Enter'))
    await panel('Thread').getByText('2 replies', { exact: true }).waitFor()
    await button(step.shown('Close thread')).click()
  },
  '11.5': async (step) => {
    await restart(step)
    await side(new RegExp(`^${step.shown('Threads')} 1`)).click()
    await page.getByText(step.shown('1 new reply')).waitFor()
    await page.getByText(step.shown('Open thread')).click()
    await panel('Thread').getByText('They are in the usual place').waitFor()
    expect(problems).toEqual([])
  },
}

const steps = readTour()
let failed = false

test('every step of the document has its code, and all code its step', () => {
  expect(Object.keys(walk)).toEqual(steps.map(({ id }) => id))
})

test.for(steps)('$id $title', async (step, { skip }) => {
  // Each step begins where the one before it ended.
  skip(failed, 'an earlier step failed')
  failed = true
  await walk[step.id]?.(step)
  expect(step.unused(), 'named in the document, and nobody looked for it').toEqual([])
  failed = false
})
