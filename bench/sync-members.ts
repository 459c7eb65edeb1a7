/** A process of several members without a window, for benchmarks: joins with a link, says ready, and posts when it is told to. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp, type TestApp } from '../test/helpers/start-app.ts'

/** What the parent says. */
export type Order = { readonly link: string; readonly names: readonly string[] } | { readonly text: string; readonly member: number } | { readonly end: true }

/** What it hears: `at` is ms since epoch, just before the message was given to the member's server. */
export type Answer = { readonly ready: true } | { readonly at: number }

const members: TestApp[] = []
const folders: string[] = []

async function joinAs(name: string, link: string): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'hookline-member-'))
  folders.push(dataFolder)
  const before = await startApp({ dataFolder, listen: false })
  await before.client.team.join({ link, username: name, displayName: name, deviceName: name })
  await before.stop()
  members.push(await startApp({ dataFolder, listen: false }))
}

async function obey(order: Order): Promise<Answer | undefined> {
  if ('link' in order) {
    for (const name of order.names) await joinAs(name, order.link)
    return { ready: true }
  }
  if ('text' in order) {
    const at = Date.now()
    await members[order.member]!.client.messages.post({ channel: 'town-square', text: order.text })
    return { at }
  }
  for (const member of members) await member.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  process.disconnect()
  return undefined
}

process.on('message', (order: Order) => {
  obey(order).then(
    (answer) => answer && process.send?.(answer),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
