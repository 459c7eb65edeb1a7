/** Links from outside: cold and warm, and those that are not ours. Through the double alone: in Electron the system would have to know the scheme. */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../src/main/headless/connect.ts'
import { launchDouble, isElectron, type Desktop } from './launch-desktop.ts'
import { makeReadyFolder, startReady } from './ready-folder.ts'

let dataFolder: string
let desktop: Desktop & { readonly client: Client }
let messageId: string
let hookId: string

const hash = (): string => new URL(desktop.page.url()).hash
const isFocused = (): Promise<boolean> => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused() === true)
const hide = (): Promise<unknown> => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())

/** As Windows and Linux hand over a link while the app runs. */
async function openSecond(...words: string[]): Promise<void> {
  const second = await launchDouble({ args: [`--user-data-dir=${dataFolder}`, ...words] })
  expect(await second.exited).toMatchObject({ code: 0 })
  await second.close()
}

describe.runIf(!isElectron)('links', () => {
  beforeAll(async () => {
    dataFolder = await makeReadyFolder(async (client) => {
      await client.channels.create({ name: 'ops' })
      messageId = (await client.messages.post({ channel: 'ops', text: 'the one that is meant' })).id
      hookId = (await client.hooks.create({ name: 'builds', channel: 'ops' })).hook.id
      for (let number = 0; number < 5; number += 1) await client.messages.post({ channel: 'ops', text: `later ${number}` })
    })
    desktop = await startReady({ dataFolder, args: [`hookline://channel/ops/message/${messageId}`] })
  })
  afterAll(async () => {
    await desktop.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  })

  test('a cold one opens its message, and the scheme is registered', async () => {
    await expect.poll(hash).toBe(`#/channels/ops/messages/${messageId}`)
    await desktop.page.locator('[data-message-id]').filter({ hasText: 'the one that is meant' }).waitFor()
    expect(await desktop.noted('protocol-client')).toEqual([expect.objectContaining({ scheme: 'hookline' })])
  })

  test('a warm one comes with a second instance, which ends', async () => {
    await hide()
    await openSecond('hookline://channel/town-square')
    await expect.poll(hash).toBe('#/channels/town-square')
    expect(await isFocused()).toBe(true)
  })

  test('one of a request to a webhook, as “hookline verdicts show” prints it, opens what became of it', async () => {
    await openSecond(`hookline://hook/${hookId}/request/1`)
    await expect.poll(hash).toBe(`#/integrations/incoming/${hookId}/requests/1`)
    await openSecond('hookline://channel/town-square')
    await expect.poll(hash).toBe('#/channels/town-square')
  })

  test('on macOS it comes as an event', async () => {
    await desktop.app.evaluate(({ double }, url) => double.openUrl(url), `hookline://channel/ops/message/${messageId}`)
    await expect.poll(hash).toBe(`#/channels/ops/messages/${messageId}`)
  })

  test('hostile ones do nothing', async () => {
    const before = hash()
    const hostile = ['hookline://channel/../settings/integrations', 'hookline://settings/data', 'hookline://channel/ops?x=1', 'hookline://channel/ops#/settings', 'hookline://channel/%2e%2e', 'javascript:alert(1)', 'hookline://join', 'hookline://channel/ops/message/1', `hookline://channel/${'a'.repeat(100_000)}`]
    for (const url of hostile) await desktop.app.evaluate(({ double }, given) => double.openUrl(given), url)
    // Links are taken in order: after this one the others have had their turn.
    await desktop.app.evaluate(({ double }) => double.openUrl('hookline://channel/town-square'))
    await expect.poll(hash).toBe('#/channels/town-square')
    expect(before).not.toBe(hash())
    expect([await desktop.noted('messageBox'), await desktop.noted('openExternal'), await desktop.noted('errorBox')]).toEqual([[], [], []])
    expect(desktop.problems).toEqual([])
  })

  test('options behind a link are not heard', async () => {
    await openSecond('hookline://channel/ops', '--profile', 'evil', '--cli', 'init')
    await expect.poll(hash).toBe('#/channels/ops')
  })

  test('an invitation opens the page that says where it leads, and joins nothing', async () => {
    await desktop.app.evaluate(({ double }) => double.openUrl('hookline://join#v1.c2VjcmV0'))
    await desktop.page.getByRole('heading', { name: 'Join a workspace' }).waitFor()
    // It was damaged: that is said, and the link can be put right.
    await desktop.page.getByText(/^This invite link/).waitFor()
    expect(await desktop.page.getByLabel('Invite link').inputValue()).toBe('hookline://join#v1.c2VjcmV0')
    expect(hash()).not.toContain('c2VjcmV0')
    await desktop.page.getByRole('button', { name: 'Stay in my workspace' }).click()
    await desktop.page.getByRole('navigation', { name: 'Workspace' }).waitFor()
    expect(JSON.stringify(await desktop.app.notes())).not.toContain('c2VjcmV0')
  })
})
