/** A team at work, told hour by hour: people, tools and what they say. Pictures of the window and checks of every screen start from it. */
import type { App } from '#server/app.ts'
import { createInlineClient } from '#server/rpc/router.ts'
import type { DialectId } from '#shared/contract/hook.ts'
import type { HookId, MessageId, SubscriptionId } from '#shared/contract/ids.ts'
import { post, raiseAlerts, reportCases } from './staged-tools.ts'
import { stageDeliveries, stageRequests } from './staged-outgoing.ts'
import { announce, sendPart } from './upload.ts'

export type StagedClient = ReturnType<typeof createInlineClient>

export interface Drawn {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  readonly width: number
  readonly height: number
}

export interface Props {
  readonly app: App
  /** From here on it is this moment, `day` days ago. */
  at(day: number, time: string): void
  /** By username; who has none shows initials. */
  readonly faces: Readonly<Record<string, Drawn>>
  readonly board: Drawn
  readonly photo: Drawn
  /** What a monitoring tool attaches. */
  readonly chartUrl?: string
  /** A small square picture. */
  readonly logoUrl?: string
}

export interface StagedTeam {
  readonly as: (username: string) => StagedClient
  readonly hookId: HookId
  /** The outgoing webhook that is in use. */
  readonly subscriptionId: SubscriptionId
  /** Addresses that differ each time, and what stands for them in pictures. */
  readonly places: readonly (readonly [string, string])[]
  /** Puts back what is unread, which opening a channel takes away. */
  rewind(): Promise<void>
}

const people = [
  ['priya', 'Priya Raman', 'admin', 'Platform lead'],
  ['jonas.weber', 'Jonas Weber', 'member', 'Build and release'],
  ['sam', 'Sam Okafor', 'member', 'Site reliability'],
  ['mara', 'Mara Lindqvist', 'member', 'Web client'],
  ['aiko', 'Aiko Tanaka', 'member', 'Product design'],
  ['tomas', 'Tomás Ferreira', 'member', 'Payments'],
  ['nadia', 'Nadia Haddad', 'guest', 'Auditor'],
] as const

/** `app` is new; its owner becomes Lena Fischer of Tidewater. */
export async function stageTeam(props: Props): Promise<StagedTeam> {
  const { app, at } = props
  const lena = createInlineClient(app.callAs(app.me))
  const as = (username: string): StagedClient => (username === 'lena' ? lena : createInlineClient(app.callAs(app.findActor(username))))
  at(6, '09:00')
  await lena.workspace.setUp({ workspaceName: 'Tidewater', displayName: 'Lena Fischer' })
  for (const [username, displayName, role] of people) await lena.people.create({ username, displayName, role })
  await nameEverybody(props, as)
  await makeChannels(as)
  await stageRequests(props, as)
  const hooks = await makeHooks(lena)
  await tellOtherChannels(props, as, hooks)
  const { mention, reply } = await tellReleaseRoom(props, as, hooks)
  const outgoing = await stageDeliveries(props, as)
  await arrangeForLena(as)
  const marks = await findMarks(lena)
  at(0, '09:56')
  return {
    as,
    hookId: hooks.ci.id,
    ...outgoing,
    rewind: async () => {
      for (const messageId of [...marks, mention, reply]) await lena.unreads.markUnread({ messageId })
    },
  }
}

type As = (username: string) => StagedClient

async function send(client: StagedClient, drawn: Drawn) {
  const { width, height, ...file } = drawn
  const { fileId } = await client.files.begin({ ...announce(file), width: width || null, height: height || null })
  await sendPart(client, fileId, 'content', file.bytes)
  await client.files.finish({ fileId })
  return { fileId }
}

async function nameEverybody({ faces }: Props, as: As): Promise<void> {
  for (const [username, , , title] of people) await as(username).people.updateProfile({ title, timeZone: username === 'aiko' ? 'Asia/Tokyo' : 'Europe/Berlin' })
  await as('lena').people.updateProfile({ title: 'Engineering', timeZone: 'Europe/Berlin' })
  for (const [username, face] of Object.entries(faces)) await as(username).people.updateProfile({ pictureId: (await send(as(username), face)).fileId })
  await as('jonas.weber').people.updateProfile({ status: { emoji: '🎧', text: 'Heads down until eleven', until: null } })
  await as('aiko').people.updateProfile({ status: { emoji: '🌴', text: 'Back on Monday', until: null } })
  await as('priya').people.updateProfile({ status: { emoji: '📟', text: 'On call', until: null } })
}

const everybody = ['priya', 'jonas.weber', 'sam', 'mara', 'aiko', 'tomas']

async function makeChannels(as: As): Promise<void> {
  const lena = as('lena')
  const make = (name: string, purpose: string, members = everybody, isPrivate = false) => lena.channels.create({ name, purpose, members, private: isPrivate })
  await make('release-room', 'Ship trains, rollbacks and what broke')
  await make('alerts-prod', 'What production says by itself')
  await make('ci-main', 'Every pipeline of the main branch', ['jonas.weber', 'mara'])
  await make('checkout-cases', 'Payments that need a person', ['tomas', 'priya', 'nadia'])
  await make('design-review', 'Bring a sketch, take three opinions', ['aiko', 'mara'])
  await make('platform', 'Clusters, queues, costs', ['priya', 'sam'])
  await make('security', '', ['sam', 'priya'], true)
  await as('tomas').channels.create({ name: 'payments-research', purpose: 'Schemes, fees and odd cards', members: ['priya'] })
  await as('mara').channels.create({ name: 'web-guild', purpose: 'Thursdays at four, bring cake', members: ['aiko', 'jonas.weber'] })
  await lena.channels.create({ name: 'offsite-2025', purpose: 'Sintra, and who cooks', members: everybody })
  await lena.channels.archive({ channel: 'offsite-2025' })
}

interface MadeHook {
  readonly id: HookId
  readonly url: string
}

async function makeHooks(lena: StagedClient) {
  const make = async (name: string, channel: string, dialect: DialectId, description: string, owner = 'lena.fischer'): Promise<MadeHook> => {
    const made = await lena.hooks.create({ name, channel, description, dialects: [dialect], owner, locked: name === 'ci-nightly' })
    return { id: made.hook.id, url: made.addresses[0]!.url }
  }
  const hooks = {
    ci: await make('ci-nightly', 'release-room', 'mattermost', 'GitLab pipelines and nightly tests', 'jonas.weber'),
    grafana: await make('grafana-prod', 'release-room', 'slack', 'Alerts of the production cluster', 'jonas.weber'),
    deploy: await make('deploy', 'release-room', 'slack', 'Rollouts and rollbacks'),
    audit: await make('dependency-audit', 'security', 'kchat', 'Every night at three', 'sam'),
    uptime: await make('uptime', 'alerts-prod', 'any', 'Checks from two places', 'priya'),
    checkout: await make('checkout-monitor', 'checkout-cases', 'mattermost', 'Declined cards and held orders', 'tomas'),
    orders: await make('order-watch', 'checkout-cases', 'emakin', 'Opens a case when orders are held', 'tomas'),
    prometheus: await make('prometheus', 'alerts-prod', 'mattermost', 'Alerts of the build machines', 'sam'),
    main: await make('ci-main', 'ci-main', 'mattermost', 'Pipelines of the main branch', 'jonas.weber'),
  }
  const notes = await make('release-notes', 'off-topic', 'kchat', 'Drafts for the newsletter', 'priya')
  await lena.hooks.update({ id: notes.id, enabled: false })
  return hooks
}

type Hooks = Awaited<ReturnType<typeof makeHooks>>

async function tellOtherChannels(props: Props, as: As, hooks: Hooks): Promise<void> {
  const { at, photo } = props
  const say = (username: string, channel: string, text: string) => as(username).messages.post({ channel, text })
  await reportCases(props, hooks.orders, as('tomas'))
  at(2, '15:10')
  await say('mara', 'town-square', 'The new office plants have arrived. Please adopt one.')
  await as('aiko').messages.post({ channel: 'town-square', text: 'Ours is called Gerald.', fileIds: [(await send(as('aiko'), photo)).fileId] })
  await say('mara', 'design-review', 'Thread panel, third round: the reply box now keeps its place.')
  await say('aiko', 'design-review', 'Much calmer. I would drop the second divider.')
  await say('sam', 'platform', 'Queue costs are down 18 % since the batch change.')
  await say('tomas', 'payments-research', 'Notes on Maestro sunset dates are in the wiki.')
  at(1, '11:20')
  const lunch = await say('jonas.weber', 'off-topic', 'Ramen place on the corner opens today, who is in?')
  for (const username of ['mara', 'sam', 'lena']) await as(username).messages.react({ messageId: lunch.id, emoji: '🍜', on: true })
  await post(hooks.audit, { text: '0 known problems in 1,204 packages' })
  await post(hooks.main, { username: 'GitLab CI', icon_emoji: ':fox_face:', text: 'Pipeline [#88429](https://ci.example.com/88429) passed in 5 min 51 s' })
  await as('priya').channels.openDirect({ usernames: ['lena.fischer'] })
  await as('lena').channels.openDirect({ usernames: ['jonas.weber'] })
  await as('lena').channels.openDirect({ usernames: ['sam'] })
  at(1, '17:02')
  await say('jonas.weber', '@lena.fischer', 'Can you look at the release notes before I send them?')
  await say('lena', '@jonas.weber', 'Done, two commas and a **thank you** to Aiko.')
  const group = await as('lena').channels.openDirect({ usernames: ['aiko', 'mara', 'tomas'] })
  await say('aiko', group.id, 'Offsite: lake or mountains?')
  await say('tomas', group.id, 'Lake. Mara swims, I grill.')
  await raiseAlerts(props, hooks.prometheus)
  at(0, '08:20')
  await say('priya', 'town-square', 'Good morning! The all-hands moves to 15:00, same room.')
  await say('sam', 'town-square', '@channel the badge readers are back, old cards work again.')
  await post(hooks.uptime, { title: 'shop.example.com is slow', message: 'Answered after 4,120 ms from Frankfurt' })
  await post(hooks.uptime, { title: 'shop.example.com is up', message: 'Answered after 212 ms. @lena.fischer asked to be told.' })
  await post(hooks.checkout, { username: 'Checkout Monitor', icon_emoji: ':shopping_cart:', text: '**checkout-2041** Card payments declined for Maestro, NL and BE' })
  await say('tomas', 'checkout-cases', 'Provider confirmed a faulty BIN table. Retrying 118 held orders.')
  await say('sam', 'security', 'The nightly audit is clean again.')
  await post(hooks.main, { username: 'GitLab CI', icon_emoji: ':fox_face:', text: 'Pipeline [#88430](https://ci.example.com/88430) passed in 6 min 2 s' })
  at(0, '09:31')
  await say('priya', '@lena.fischer', 'Do you have five minutes before stand-up? The gateway graph looks odd.')
}

const table = '#### Nightly tests on `main` · run 88421\n| Component | Tests run | Failed | Time |\n|:--|--:|:--|--:|\n| Server | 948 | :white_check_mark: 0 | 4 m 12 s |\n| Web client | 123 | :warning: [2 (see details)](https://ci.example.com/88421) | 6 m 48 s |\n| Desktop | 78 | :white_check_mark: 0 | 9 m 03 s |'
const retry = 'Took it. The real bug is the retry: no jitter, so every runner hits the artefact store in the same second.\n```ts\nconst delay = Math.min(30_000, 250 * 2 ** attempt)\nawait sleep(delay * (0.5 + random())) // jitter, or all runners retry at once\nif (response.headers.has("retry-after")) return parseRetryAfter(response)\n```'

async function tellReleaseRoom({ at, board, chartUrl }: Props, as: As, hooks: Hooks): Promise<{ mention: MessageId; reply: MessageId }> {
  const channel = 'release-room'
  const say = (username: string, text: string, threadRootId?: MessageId) => as(username).messages.post({ channel, text, threadRootId })
  const react = async (messageId: MessageId, emoji: string, ...usernames: string[]) => {
    for (const username of usernames) await as(username).messages.react({ messageId, emoji, on: true })
  }
  at(1, '16:40')
  const out = await say('sam', '4.18.1 is out everywhere. Thanks @aiko for the late review.')
  await react(out.id, '🚢', 'priya', 'mara', 'lena', 'tomas')
  await react(out.id, '🙌', 'aiko', 'jonas.weber', 'mara')
  const files: Drawn[] = [
    board,
    { name: 'gateway.yaml', mediaType: 'application/yaml', bytes: Buffer.from('service: api-gateway\nreplicas: 6\ntimeouts:\n  connect: 2s\n  read: 15s\nretries:\n  attempts: 3\n  jitter: true\n'), width: 0, height: 0 },
    { name: 'release-4.18-checklist.pdf', mediaType: 'application/pdf', bytes: Buffer.alloc(248_310, '%PDF-1.7 '), width: 0, height: 0 },
  ]
  const fileIds = []
  for (const file of files) fileIds.push((await send(as('sam'), file)).fileId)
  at(1, '16:52')
  const checklist = await as('sam').messages.post({ channel, text: 'The board an hour later, and what I changed:', fileIds })
  await as('priya').messages.pin({ messageId: checklist.id, on: true })
  await as('lena').messages.save({ messageId: checklist.id, on: true })
  at(1, '17:30')
  await as('mara').messages.post({ channel, text: 'waters Gerald and goes home', isAction: true })
  at(0, '08:30')
  await post(hooks.ci, { username: 'GitLab CI', icon_emoji: ':fox_face:', text: table })
  at(0, '08:42')
  const flaky = await say('mara', 'Two of those are the upload test that races the clock again. Fix is up in !482, who has ten minutes?')
  await react(flaky.id, '👀', 'sam', 'priya')
  await react(flaky.id, '✅', 'lena')
  at(0, '08:47')
  await say('jonas.weber', 'On it. Is the fake clock new, or did we always have it?', flaky.id)
  at(0, '08:49')
  await say('mara', 'New. It replaces the two `sleep(2000)`.\n```diff\n+ clock.advance(seconds(3))\n- await sleep(2000)\n```', flaky.id)
  at(0, '08:51')
  await as('lena').messages.post({ channel, text: 'So the suite gets four seconds faster, too. 🎉', threadRootId: flaky.id })
  at(0, '08:55')
  await say('jonas.weber', retry)
  await as('lena').messages.save({ messageId: flaky.id, on: true })
  at(0, '09:12')
  const approved = await say('jonas.weber', 'Approved. Merging once the nightly is green.', flaky.id)
  await react(approved.id, '🎣', 'mara', 'lena')
  at(0, '09:14')
  await as('lena').messages.post({ channel, text: 'Thanks both. I’ll move the train to ~~ten~~ half past ten.' })
  at(0, '09:47')
  await post(hooks.grafana, {
    username: 'Grafana',
    icon_emoji: ':fire:',
    text: ':fire: *Firing:* HTTP 5xx on `api-gateway`',
    attachments: [
      {
        color: 'danger',
        author_name: 'Grafana · api-gateway',
        title: 'Error rate above 2 % for 5 minutes',
        title_link: 'https://grafana.example.com/d/gateway',
        fields: [
          { title: 'Now', value: '3.8 % of requests', short: true },
          { title: 'Region', value: 'eu-central-1', short: true },
          { title: 'Since', value: '09:41 (6 min)', short: true },
          { title: 'Runbook', value: '<https://wiki.example.com/5xx|gateway-5xx>', short: true },
        ],
        ...(chartUrl === undefined ? {} : { image_url: chartUrl }),
        footer: 'Rule “gateway-5xx”',
      },
    ],
  })
  const firing = (await as('lena').messages.list({ channel, limit: 1 })).messages[0]!
  at(0, '09:52')
  const ask = await say('priya', 'That’s the gateway config from last night’s deploy. @lena.fischer can you roll back 4.18.1 while I watch the graph?')
  await react(ask.id, '👍', 'lena', 'sam')
  await react(ask.id, '👀', 'sam', 'jonas.weber', 'mara')
  at(0, '09:53')
  await say('sam', 'I have the rollback ready, say when.', ask.id)
  await as('lena').messages.post({ channel, text: 'Now, please.', threadRootId: ask.id })
  at(0, '09:54')
  const reply = await say('priya', 'It bends already: 1.9 %.', ask.id)
  at(0, '09:55')
  await post(hooks.deploy, { username: 'Deploy', icon_emoji: ':rocket:', text: 'Rolled back `api-gateway` 4.18.1 → *4.18.0* in production · 38 s · <https://ci.example.com/log|log>' })
  await post(hooks.ci, '{"text": "Deploy of 4.18.2 started', 400)
  await post(hooks.ci, { username: 'GitLab CI', icon_emoji: ':fox_face:', channel: 'platform', text: ':warning: Pipeline **88430** is slow: 14 min instead of 6', attachments: [{ color: '#d97706', title: 'Longest job', fields: [{ title: 'Job', value: 'e2e-chromium', short: true }, { title: 'Took', value: '9 min 41 s', short: true }] }] }, 403)
  await post(hooks.ci, { username: 'GitLab CI', icon_emoji: ':fox_face:', text: ':white_check_mark: Pipeline 88431 passed in 4 min 12 s' })
  return { mention: firing.id, reply: reply.id }
}

async function arrangeForLena(as: As): Promise<void> {
  const lena = as('lena')
  for (const channel of ['release-room', 'town-square']) await lena.channels.setPreference({ channel, favourite: true })
  await lena.channels.setPreference({ channel: 'ci-main', muted: true })
  await lena.drafts.save({ channel: 'design-review', threadRootId: null, text: 'I like the second one better, because' })
  await lena.preferences.set({ key: 'notify.keywords', value: ['rollback', 'gateway'] })
}

/** The first message of this morning in each channel where something waits. */
async function findMarks(lena: StagedClient): Promise<MessageId[]> {
  await lena.unreads.markAllRead()
  const marks: MessageId[] = []
  for (const [channel, back] of [['town-square', 2], ['alerts-prod', 2], ['checkout-cases', 2], ['security', 1], ['@priya', 1]] as const) {
    const { messages } = await lena.messages.list({ channel, limit: back })
    marks.push(messages[0]!.id)
  }
  return marks
}
