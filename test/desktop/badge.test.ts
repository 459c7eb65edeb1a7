/** The number on the icon and the state of the tray equal a simple model while 2000 random things happen. SEED=n for another story. */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MessageId } from '#shared/contract/ids.ts'
import { en } from '../../src/main/desktop/text/en.ts'
import { trayText } from '../../src/main/desktop/tray-look.ts'
import type { Client } from '../../src/main/headless/connect.ts'
import { sendJson } from '../helpers/post.ts'
import { Model, randomFrom, type Known, type Place } from '../helpers/unread-model.ts'
import { isElectron, type Desktop } from './launch-desktop.ts'
import { makeReadyFolder, startReady } from './ready-folder.ts'

const STEPS = 2000
/** What is announced comes at most four times a second, so not every step can be waited for. */
const CHECK_EVERY = 100
const seed = Number(process.env['SEED'] ?? 11)

let desktop: Desktop
let client: Client
let dataFolder: string
let hookUrl: string
const model = new Model()

const texts = [
  { text: 'hello', names: false, audience: false, keyword: false },
  { text: 'look, @lena.fischer.', names: true, audience: false, keyword: false },
  { text: '@channel lunch', names: false, audience: true, keyword: false },
  { text: 'a deploy', names: false, audience: false, keyword: true },
]

describe.runIf(!isElectron)('badge and tray', () => {
  beforeAll(async () => {
    dataFolder = await makeReadyFolder(async (given) => {
      await given.channels.create({ name: 'secret', private: true })
      await given.preferences.set({ key: 'notify.keywords', value: ['deploy'] })
      hookUrl = (await given.hooks.create({ name: 'ci', channel: 'town-square', dialects: ['mattermost'], rules: { perMinute: null, countRepeats: false } })).addresses[0]!.url
    })
    // Nobody looks at a channel, or it would be read by itself.
    const started = await startReady({ dataFolder, args: ['--hidden'] })
    desktop = started
    client = started.client
    await desktop.page.evaluate(() => (location.hash = '#/settings/about'))
    const { channels } = await client.unreads.get()
    for (const { id } of (await client.channels.list()).filter(({ name }) => name === 'town-square' || name === 'secret'))
      model.places.set(id, { id, isDirect: false, messages: [], roots: [], mark: channels.find(({ channelId }) => channelId === id)!.lastRead, muted: false })
  })
  afterAll(async () => {
    await desktop.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  })

  test(`${STEPS} random steps, seed ${seed}`, { timeout: 120_000 }, async () => {
    const random = randomFrom(seed)
    let highest = 0
    for (let index = 1; index <= STEPS; index += 1) {
      await step(random)
      if (index % CHECK_EVERY !== 0) continue
      const wanted = expectedCounts()
      highest = Math.max(highest, wanted.badge)
      await expect.poll(shown, { message: `after step ${index}` }).toEqual({ badge: wanted.badge, tip: trayText(wanted, en.tray) })
    }
    // A story in which nothing was ever wanted would prove nothing.
    expect(highest).toBeGreaterThan(5)
  })

  test('when everything is read nothing is shown any more', async () => {
    for (const { id } of model.places.values()) await client.channels.setPreference({ channel: id, muted: false })
    await client.unreads.markAllRead()
    // One that was deleted with all its replies is gone.
    const threads = [...model.threads].filter(([id, { replies }]) => !model.byId.get(id)!.deleted || replies.some(({ deleted }) => !deleted))
    for (const [rootId] of threads) await client.threads.follow({ rootId, following: false })
    await expect.poll(shown).toEqual({ badge: 0, tip: 'Hookline' })
  })
})

async function shown(): Promise<{ badge: unknown; tip: string }> {
  const badges = await desktop.noted('badge')
  return { badge: badges.at(-1) ?? 0, tip: await desktop.app.evaluate(({ double }) => double.readTray().tip) }
}

function expectedCounts(): { badge: number; unread: number } {
  const { badge, channels, threads } = model.expected()
  const places = [...model.places.values()].filter(({ muted }) => !muted)
  return { badge, unread: places.reduce((sum, { id }) => sum + channels[id]![0], threads.unread) }
}

async function step(random: () => number): Promise<void> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const [place, words, dice] = [pick([...model.places.values()]), pick(texts), random()]
  const live = place.messages.filter(({ deleted }) => !deleted)
  const roots = live.filter(({ rootId }) => rootId === null)
  if (dice < 0.45) return postByHook(place, words, null)
  if (dice < 0.55 && roots.length > 0) return postByHook(place, words, pick(roots.slice(-20)).id)
  if (dice < 0.62) return postMyself(place, words, dice < 0.58 || roots.length === 0 ? null : pick(roots.slice(-20)).id)
  if (dice < 0.76 && live.length > 0) return markRead(place, pick(live.slice(-40)))
  if (dice < 0.8 && roots.length > 0) return markUnread(place, pick(roots.slice(-15)))
  if (dice < 0.84) {
    place.muted = !place.muted
    return void (await client.channels.setPreference({ channel: place.id, muted: place.muted }))
  }
  if (live.length === 0) return
  const gone = pick(live.slice(-30))
  await client.messages.delete({ messageId: gone.id })
  gone.deleted = true
}

type Words = (typeof texts)[number]

async function postByHook(place: Place, words: Words, rootId: MessageId | null): Promise<void> {
  const name = [...model.places.keys()][0] === place.id ? 'town-square' : 'secret'
  const answer = await sendJson(hookUrl, { text: words.text, channel: name, ...(rootId === null ? {} : { root_id: rootId }) })
  if (answer.status !== 200) throw new Error(`the hook was refused: ${answer.status}`)
  const { id, position } = await client.messages.show({ id: String(answer.headers['x-hookline-message-id']) })
  model.add({ id, place: place.id, position, rootId, mine: false, names: words.names, audience: words.audience, keyword: words.keyword, deleted: false })
}

async function postMyself(place: Place, words: Words, threadRootId: MessageId | null): Promise<void> {
  const { id, position } = await client.messages.post({ channel: place.id, text: words.text, ...(threadRootId === null ? {} : { threadRootId }) })
  model.add({ id, place: place.id, position, rootId: threadRootId, mine: true, names: false, audience: words.audience, keyword: false, deleted: false })
}

async function markRead(place: Place, { position }: Known): Promise<void> {
  await client.unreads.markRead({ channel: place.id, position })
  place.mark = Math.max(place.mark, position)
}

async function markUnread(place: Place, { id, position }: Known): Promise<void> {
  await client.unreads.markUnread({ messageId: id })
  place.mark = position - 1
}
