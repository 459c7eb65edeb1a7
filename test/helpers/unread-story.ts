/** What the stories of badge.test.ts and mute-model.test.ts have in common: two people, the model beside the app, and what both do to either alike. */
import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import { startApp, type TestApp } from './start-app.ts'
import { Model, type Known, type Place } from './unread-model.ts'

/** What a post says, and whom that wants: `names` me, an `audience` that I belong to, a `keyword` of mine. */
export const said = {
  hello: { text: 'hello', names: false, audience: false, keyword: false },
  name: { text: 'look, @lena.fischer.', names: true, audience: false, keyword: false },
  audience: { text: '@channel lunch', names: false, audience: true, keyword: false },
  keyword: { text: 'a deploy', names: false, audience: false, keyword: true },
  all: { text: '@all: @lena.fischer, deploy!', names: true, audience: true, keyword: true },
  code: { text: 'code `@lena.fischer` is nobody', names: false, audience: false, keyword: false },
} as const

export interface UnreadStory {
  readonly t: TestApp
  /** Who writes, beside the one whose window is looked at. */
  readonly jim: TestApp['client']
  readonly model: Model
  /** From now on the model knows the channel, read as far as it is. */
  follow(id: string, isDirect?: boolean): Promise<void>
  markRead(place: Place, known: Known): Promise<void>
  markUnread(place: Place, known: Known): Promise<void>
  stop(): Promise<void>
}

export async function startStory(): Promise<UnreadStory> {
  const t = await startApp()
  await t.client.people.create({ username: 'jim' })
  await t.client.preferences.set({ key: 'notify.keywords', value: ['deploy'] })
  const model = new Model()
  return {
    t,
    jim: t.clientAs(t.app.findActor('jim')),
    model,
    async follow(id, isDirect = false) {
      const mark = (await t.client.unreads.get()).channels.find(({ channelId }) => channelId === id)!.lastRead
      model.places.set(id, { id, isDirect, messages: [], roots: [], mark, muted: false })
    },
    async markRead(place, { position }) {
      await t.client.unreads.markRead({ channel: place.id, position })
      place.mark = Math.max(place.mark, position)
    },
    async markUnread(place, { id, position, rootId }) {
      await t.client.unreads.markUnread({ messageId: id })
      if (rootId === null) place.mark = position - 1
      else Object.assign(model.follow(rootId, 0), { following: true, mark: position - 1 })
    },
    stop: () => t.stop(),
  }
}

/** The assertion costs more than the step, so it is for telling what differs. */
export function same(index: number, found: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(found, wanted)) expect(found, `after step ${index}`).toEqual(wanted)
}
