/** Whom a hook's post tells, by what its owner decided: every policy with every place where a name can stand, who is left out and what the verdict says of it. */
import { rmSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { HookRules } from '#shared/contract/hook-rules.ts'
import type { DialectId } from '#shared/contract/hook.ts'
import type { HookId, MessageId, PersonId } from '#shared/contract/ids.ts'
import { createClock } from '../helpers/clock.ts'
import { sendJson } from '../helpers/post.ts'
import { makeDataFolder, startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
const clock = createClock()
const crowd = Array.from({ length: 60 }, (_, index) => `crew_${index + 1}`)
const members = ['jim', 'mara', ...crowd]
let count = 0
beforeAll(async () => {
  t = await startApp({ clock })
  for (const username of [...members, 'outsider']) await t.client.people.create({ username })
  await t.client.channels.create({ name: 'crew', members })
})
afterAll(() => t.stop())

const idOf = (username: string): PersonId => t.app.findActor(username).personId

interface Hook {
  readonly id: HookId
  readonly url: string
}

async function makeHook(rules: Partial<HookRules>, dialect: DialectId = 'mattermost'): Promise<Hook> {
  const { hook, addresses } = await t.client.hooks.create({ channel: 'crew', name: `hook ${(count += 1)}`, dialects: [dialect], rules: { countRepeats: false, ...rules } })
  return { id: hook.id, url: addresses[0]!.url }
}

async function post({ url }: Hook, body: object): Promise<MessageId> {
  const answer = await sendJson(url, body)
  expect(answer.status).toBeLessThan(300)
  return answer.headers['x-hookline-message-id'] as MessageId
}

/** Exactly who has a notice of the message; "*" where it calls everybody. Read from the table, so that nobody is forgotten. */
function told(id: MessageId): string[] {
  const rows = t.app.ctx.reader.all<{ name: string }>("SELECT coalesce(p.username, n.person_id) AS name FROM notice n LEFT JOIN person p ON p.id = n.person_id WHERE n.message_id = ? AND n.reason <> 'keyword' ORDER BY name", id)
  return rows.map(({ name }) => name)
}
const detail = async ({ id }: Hook): Promise<string | undefined> => (await t.client.verdicts.list({ hookId: id, limit: 1 }))[0]?.detail

const names = '@jim @mara @outsider @channel'
const places = {
  text: { text: names },
  attachment: { text: 'see', attachments: [{ pretext: names, text: 'and more' }] },
  'code block': { text: `\`\`\`\n${names}\n\`\`\` and \`${names}\``, attachments: [{ text: `~~~\n${names}\n~~~` }] },
  'link text': { text: `[${names}](https://e.example/@jim)`, attachments: [{ text: `https://e.example/@jim [x](https://e.example "${names}")` }] },
} as const
/** Where somebody can be told at all. */
const tells = (place: keyof typeof places): boolean => place === 'text' || place === 'attachment'

const policies = {
  address: ['*', 'jim', 'mara'],
  everybody: ['*', 'jim', 'mara'],
  people: ['jim', 'mara'],
  named: ['mara'],
  nobody: [],
} as const

describe.each(Object.keys(policies) as (keyof typeof policies)[])('policy %s', (mentions) => {
  test.each(Object.keys(places) as (keyof typeof places)[])('in %s', async (place) => {
    const hook = await makeHook({ mentions, named: [idOf('mara'), idOf('outsider')] })
    const id = await post(hook, places[place])
    expect(told(id)).toEqual(tells(place) ? policies[mentions] : [])
    // Who is not told is not tinted either.
    const { mentions: rule, named } = await t.client.messages.show({ id })
    if (mentions === 'named' && tells(place)) expect([rule, named]).toEqual(['people', ['mara']])
    if (mentions === 'nobody') expect(rule).toBe('none')
    if (mentions === 'people') expect(rule).toBe('people')
  })
})

describe('what the verdict says', () => {
  test.each([
    [{ mentions: 'people' }, 'The channel was not told: this webhook may tell people by name only.'],
    [{ mentions: 'named', named: ['mara'] }, '1 person and the channel were not told: this webhook may tell only those whom its owner chose.'],
    [{ mentions: 'nobody' }, '2 people and the channel were not told: this webhook may tell nobody.'],
    [{ mentions: 'everybody' }, ''],
    [{ mentions: 'address' }, ''],
  ] as const)('%j', async (given, untold) => {
    const hook = await makeHook({ ...given, named: 'named' in given ? given.named.map(idOf) : [] })
    await post(hook, { text: names })
    expect(await detail(hook)).toBe(['Posted to #crew.', untold].filter(Boolean).join(' '))
  })

  test('the 51st is not told, and it says so', async () => {
    const hook = await makeHook({ mentions: 'people' }, 'any')
    const id = await post(hook, { text: crowd.slice(0, 51).map((name) => `@${name}`).join(' ') })
    expect(told(id)).toEqual(crowd.slice(0, 50).sort())
    expect(await detail(hook)).toBe('Posted to #crew. 1 person was not told: one message tells at most 50.')
  })
})

describe('a sender', () => {
  test.each(['any', 'emakin', 'chatalot'] as const)('%s: everybody is told where the owner lets it, though the documents of its address do not', async (dialect) => {
    const body = dialect === 'chatalot' ? { content: '@channel' } : { text: '@channel' }
    expect(told(await post(await makeHook({ mentions: 'everybody' }, dialect), body))).toEqual(['*'])
    expect(told(await post(await makeHook({}, dialect), body))).toEqual([])
  })

  test('can narrow and not widen', async () => {
    const wide = await makeHook({ mentions: 'everybody' }, 'discord')
    const narrow = await makeHook({ mentions: 'nobody' }, 'discord')
    const body = { content: '@jim @everyone', allowed_mentions: { parse: ['users', 'everyone'] } }
    const posted = async (hook: Hook, given: object) => {
      await post(hook, given)
      return told((await t.client.verdicts.list({ hookId: hook.id, limit: 1 }))[0]!.messageId!)
    }
    expect(await posted(wide, body)).toEqual(['*', 'jim'])
    expect(await posted(wide, { ...body, allowed_mentions: { parse: [] } })).toEqual([])
    expect(await posted(wide, { ...body, flags: 1 << 12 })).toEqual([])
    expect(await posted(narrow, body)).toEqual([])
  })

  test('who waits for a word is told whatever the owner says', async () => {
    const jim = t.clientAs(t.app.findActor('jim'))
    await jim.preferences.set({ key: 'notify.keywords', value: ['rollback'] })
    const id = await post(await makeHook({ mentions: 'nobody', mentionsPerHour: 0 }), { text: '@jim: rollback' })
    expect((await jim.messages.notices({ limit: 1 })).notices.map((notice) => [notice.message.id, notice.reason])).toEqual([[id, 'keyword']])
    await jim.preferences.set({ key: 'notify.keywords', value: [] })
  })
})

describe('the budget of an hour', () => {
  const HOUR = 3_600_000
  test('counts people one by one and everybody once; beyond it nobody is told until the hour is over', async () => {
    const hook = await makeHook({ mentions: 'everybody', mentionsPerHour: 4 })
    expect(told(await post(hook, { text: '@jim @channel' }))).toEqual(['*', 'jim'])
    // A post that names nobody costs nothing; one that is silent neither.
    await post(hook, { text: 'nobody' })
    await post(hook, { text: '@jim @mara', silent: true })
    expect(told(await post(hook, { text: '@jim @mara @crew_1 @channel' }))).toEqual(['jim', 'mara'])
    expect(await detail(hook)).toBe('Posted to #crew. 1 person and the channel were not told: 4 of 4 mentions this hour.')
    const id = await post(hook, { text: '@jim @mara @crew_1' })
    expect([told(id), (await t.client.messages.show({ id })).mentions]).toEqual([[], 'none'])
    expect(await detail(hook)).toBe('Posted to #crew. 3 people were not told: 4 of 4 mentions this hour.')
    await clock.pass(HOUR, async () => undefined)
    expect(told(await post(hook, { text: '@jim' }))).toEqual(['jim'])
  })

  test('another hook has its own', async () => {
    const [full, other] = [await makeHook({ mentionsPerHour: 0 }), await makeHook({ mentionsPerHour: 1 })]
    expect(told(await post(full, { text: '@jim' }))).toEqual([])
    expect(told(await post(other, { text: '@jim' }))).toEqual(['jim'])
  })
})

describe('after a restart', () => {
  const dataFolder = makeDataFolder()
  afterEach(() => rmSync(dataFolder, { recursive: true, force: true }))
  test('what was used is used', async () => {
    const outer = t
    try {
      t = await startApp({ dataFolder, clock })
      await t.client.people.create({ username: 'jim' })
      await t.client.channels.create({ name: 'crew', members: ['jim'] })
      const hook = await makeHook({ mentionsPerHour: 1 })
      expect(told(await post(hook, { text: '@jim' }))).toEqual(['jim'])
      const { pathname } = new URL(hook.url)
      await t.stop()
      t = await startApp({ dataFolder, clock })
      const again = { ...hook, url: `${(await t.client.listener.status()).url}${pathname}` }
      expect(told(await post(again, { text: '@jim' }))).toEqual([])
      expect(await detail(hook)).toBe('Posted to #crew. 1 person was not told: 1 of 1 mentions this hour.')
      await t.stop()
    } finally {
      t = outer
    }
  })
})
