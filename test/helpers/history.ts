/** A history in which every kind of change occurs, made as people and tools make it: through procedures and over HTTP. */
import type { ChangeKind, ChangeOf } from '#shared/contract/change.ts'
import type { DeviceId, FileId, HookId, InviteId, MessageId, PersonId } from '#shared/contract/ids.ts'
import type { MintedAddress } from '#shared/contract/hook.ts'
import { tellRepeats } from '#server/actions/posts/tell-repeats.ts'
import { commit } from '#server/context.ts'
import type { ChangeContent } from '#server/store/change-log.ts'
import { send, sendJson } from './post.ts'
import type { TestApp } from './start-app.ts'

export interface History {
  /** Every address that was ever minted, with its secret. */
  readonly minted: MintedAddress[]
  /** Hooks by what they are for. */
  readonly hooks: { readonly town: HookId; readonly deleted: HookId }
}

const png = 'https://example.com/icon.png'

/** Needs an app that listens. */
export async function makeHistory(t: TestApp): Promise<History> {
  const { client } = t
  const minted: MintedAddress[] = []
  await client.workspace.setUp({ workspaceName: 'Harbour & Söhne', displayName: 'Ada Löwe' })
  const jim = await client.people.create({ username: 'jim', displayName: 'Jim Fiŝer' })
  await client.people.create({ username: 'alex', role: 'admin' })
  await client.people.create({ username: 'gast', role: 'guest' })

  await client.channels.create({ name: 'release-room', displayName: 'Release room', purpose: 'Ships', members: ['jim'] })
  await client.channels.create({ name: 'secret', private: true, members: ['alex'] })
  await client.channels.create({ name: 'old' })
  await client.messages.post({ channel: 'old', text: 'the last one here' })
  await client.channels.archive({ channel: 'old' })

  await client.settings.set({ key: 'messages.maxLength', value: 1000 })
  await client.settings.set({ key: 'hooks.incomingLimit', value: 20 })
  await client.settings.set({ key: 'hooks.incomingLimit', value: null })
  await client.settings.set({ key: 'integrations.managedBy', value: 'members' })

  const town = await client.hooks.create({ channel: 'town-square', name: 'CI', description: 'builds', username: 'Builder', iconUrl: png, dialects: ['kchat', 'mattermost', 'slack', 'any'] })
  minted.push(...town.addresses)
  const jims = await t.clientAs({ personId: jim.id }).hooks.create({ channel: 'release-room', name: 'of jim', iconEmoji: 'ship', locked: true, dialects: ['mattermost'] })
  minted.push(...jims.addresses)
  const gone = await client.hooks.create({ channel: 'secret', name: 'short-lived', dialects: ['mattermost'] })
  minted.push(...gone.addresses)

  await client.messages.post({ channel: 'town-square', text: 'Hello **all** — zażółć 🚢 \u0000 end' })
  await client.messages.post({ channel: '@jim', text: 'only for you' })
  await client.messages.post({ channel: '@ada.lowe', text: 'note to myself' })
  for (const { url } of minted) await sendJson(url, { text: 'built', username: 'Jenkins', icon_emoji: ':rocket:', attachments: [{ color: 'good', title: 'ok', fields: [{ title: 'a', value: '1', short: true }] }], props: { card: 'more' } })
  await sendJson(minted[1]?.url ?? '', { text: `${'long words '.repeat(200)}end` })
  await sendJson(minted[1]?.url ?? '', { text: 'to a person', channel: '@gast' })

  await client.hooks.update({ id: town.hook.id, name: 'CI server', channel: 'release-room', enabled: false, username: null, owner: 'alex' })
  await client.hooks.update({ id: town.hook.id, enabled: true, iconUrl: null, iconEmoji: 'robot' })
  const [address] = await client.addresses.list({ hookId: town.hook.id })
  if (address) minted.push(await client.addresses.rotate({ id: address.id, overlapMs: 60_000 }))
  minted.push(await client.addresses.add({ hookId: jims.hook.id, dialect: 'slack' }))
  await client.hooks.delete({ id: gone.hook.id })

  for (const { url } of minted) await sendJson(url, { text: 'after the changes' })
  minted.push(await postAsDiscord(t))
  for (const text of ['a thread by key', 'a reply by key']) await sendJson(`${minted[0]?.url ?? ''}?threadKey=build`, { text })
  for (const body of ['{"text": "br', '{"text": ""}', '{"text": 1}', '{"text":"x","channel":"secret"}', '{"text":"x","channel":"@nobody"}']) await send(minted[0]?.url ?? '', { body })
  await live(t, jim.id)
  await listen(t)
  minted.push(await reportCases(t))
  minted.push(await flood(t))
  await comeAndGo(t, jim.id)
  // Told a second later else, in the middle of what the test does.
  while (await tellRepeats(t.app.ctx, 'now'));
  return { minted, hooks: { town: town.hook.id, deleted: gone.hook.id } }
}

const pngBase64 = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

async function upload({ client }: TestApp, name: string): Promise<FileId> {
  const sizeBytes = Buffer.from(pngBase64, 'base64').length
  const { fileId } = await client.files.begin({ name, mediaType: 'image/png', sizeBytes, width: 1, height: 1, thumbnailBytes: null })
  await client.files.append({ fileId, part: 'content', offset: 0, base64: pngBase64 })
  await client.files.finish({ fileId })
  return fileId
}

/** An outgoing webhook that reaches nobody: the address guard keeps it in; it is agreed to, changed, taken back and deleted. */
async function listen({ client, app }: TestApp): Promise<void> {
  const fields = { urls: ['http://127.0.0.1:9/outgoing'], events: ['posted', 'edited', 'deleted', 'reaction', 'joined', 'case'] as ('posted' | 'case')[], policy: 'once' as const }
  const { subscription } = await client.subscriptions.create({ name: 'to the wiki', channels: ['release-room', '@jim'], ...fields })
  await client.messages.post({ channel: 'release-room', text: 'heard outside' })
  await client.subscriptions.giveConsent({ id: subscription.id, channel: '@jim' })
  await client.subscriptions.withdrawConsent({ id: subscription.id, channel: '@jim' })
  await client.subscriptions.update({ id: subscription.id, urls: ['http://127.0.0.1:9/other', 'https://10.0.0.1/'], enabled: false })
  for (const enabled of [true, false]) await client.subscriptions.update({ id: subscription.id, enabled })
  const gone = await client.subscriptions.create({ name: 'gone', channels: ['release-room'], ...fields })
  await client.subscriptions.regenerate({ id: gone.subscription.id, overlapMs: 60_000 })
  await client.messages.post({ channel: 'release-room', text: 'heard by the other' })
  await app.dispatcher.idle()
  await client.subscriptions.delete({ id: gone.subscription.id })
}

/** A tool changes its words, its cards and both, and deletes. @returns its address. */
async function postAsDiscord({ client }: TestApp): Promise<MintedAddress> {
  const { addresses } = await client.hooks.create({ channel: 'release-room', name: 'pipeline', dialects: ['discord'] })
  const address = addresses[0]!
  const post = async (body: object): Promise<string> => `${address.url}/messages/${(JSON.parse((await sendJson(`${address.url}?wait=true`, body)).body) as { id: string }).id}`
  const change = (message: string, method: string, body: object) => send(message, { method, body: JSON.stringify(body) })
  const step = await post({ content: 'Step 1', embeds: [{ title: 'one' }] })
  await change(step, 'PATCH', { content: 'Step 2' })
  await change(step, 'PATCH', { embeds: [] })
  await change(step, 'PATCH', { content: 'Step 3', embeds: [{ title: 'three' }] })
  const oops = await post({ content: 'oops', embeds: [{ title: 'oops' }] })
  await change(oops, 'PATCH', { embeds: [{ title: 'oops again' }] })
  await send(oops, { method: 'DELETE' })
  return address
}

/** The same again and again is counted on one message, one of which is deleted; what is more than its pace waits. @returns its address. */
async function flood({ client }: TestApp): Promise<MintedAddress> {
  const { addresses, hook } = await client.hooks.create({ channel: 'release-room', name: 'alarm', dialects: ['mattermost'], rules: { perMinute: 6000 } })
  const address = addresses[0]!
  for (const text of ['Door', 'Door', 'Door', 'Gate', 'Gate']) await sendJson(address.url, { text })
  const [gate] = (await client.messages.list({ channel: 'release-room', limit: 1 })).messages
  await client.messages.delete({ messageId: gate!.id })
  await client.hooks.update({ id: hook.id, rules: { perMinute: 1, countRepeats: false } })
  for (const text of ['Fire', 'Fire', 'Fire']) await sendJson(address.url, { text })
  return address
}

/** A monitor opens cases and updates them, people close and reopen them, and what opened one is deleted. @returns the monitor's address. */
async function reportCases({ client }: TestApp): Promise<MintedAddress> {
  const { addresses } = await client.hooks.create({ channel: 'release-room', name: 'monitor', dialects: ['emakin'] })
  const address = addresses[0]!
  const report = async (body: object): Promise<MessageId> => (JSON.parse((await sendJson(address.url, body)).body) as { messageId: MessageId }).messageId
  const disk = await report({ id: 'disk-1', text: 'Disk is full', attachments: [{ '@type': 'file', displayName: 'df', ext: 'txt', url: 'http://monitor.example/df' }] })
  await report({ id: 'disk-2', references: ['unknown', 'disk-1'], text: `Disk is fuller ${'and fuller '.repeat(120)}` })
  await client.cases.close({ caseId: disk })
  await report({ references: 'disk-2', text: 'And full again' })
  await report({ id: 'disk-1', text: 'once more' })
  const fan = await report({ id: 'fan', text: 'Fan is loud' })
  const louder = await report({ id: 'fan-2', references: ['fan'], text: 'Fan is louder' })
  await client.cases.close({ caseId: fan })
  await client.cases.reopen({ caseId: fan })
  await client.cases.close({ caseId: fan })
  await client.messages.delete({ messageId: louder })
  const door = await report({ id: 'door', text: 'Door is open' })
  await report({ references: ['door'], text: 'Door is wide open' })
  await client.messages.delete({ messageId: door })
  return address
}

/** Devices and invites, as several machines would tell them; keys and certificates are only kept here, the ledger checks them. */
async function comeAndGo({ app }: TestApp, jimId: PersonId): Promise<void> {
  const { ctx, me } = app
  const [guestId, deviceId, inviteId] = [ctx.newId<PersonId>(), ctx.newId<DeviceId>(), ctx.newId<InviteId>()]
  const admitted = { publicKey: 'a2V5', certificate: 'Y2VydA', role: 'member' as const }
  await ctx.write((tx) => {
    const say = <K extends ChangeKind>(kind: K, body: ChangeOf<K>['body']): unknown => commit(ctx, tx, { scope: 'workspace', kind, body } as unknown as ChangeContent<K>)
    say('device.admitted', { ...admitted, deviceId: ctx.deviceId, personId: me.personId, username: 'ada.lowe', displayName: 'Ada Lowe', role: 'owner', deviceName: 'desk' })
    say('invite.created', { inviteId, inviteKey: 'aW52aXRl', role: 'guest', expiresAt: null, uses: 1, personId: null, label: 'for Kim', createdBy: me.personId, signature: 'c2ln' })
    say('device.admitted', { ...admitted, deviceId, personId: guestId, username: 'kim', displayName: 'Kim', deviceName: 'phone' })
    say('invite.revoked', { inviteId })
    say('device.renamed', { deviceId, name: 'old phone' })
    say('device.removed', { deviceId, removedBy: me.personId })
    say('ownership.handedOver', { personId: jimId, handedBy: me.personId })
    say('ownership.handedOver', { personId: me.personId, handedBy: jimId })
    say('person.removed', { personId: guestId, removedBy: jimId })
  })
}

/** What a team does all day: it answers, reacts, corrects, takes back, pins, follows, joins and leaves. */
async function live(t: TestApp, jimId: PersonId): Promise<void> {
  const { client } = t
  const jim = t.clientAs({ personId: jimId })
  const channel = 'release-room'
  const root = await client.messages.post({ channel, text: 'Ready to ship, @jim? @channel' })
  const first = await jim.messages.post({ channel, text: 'Nearly', threadRootId: root.id })
  const second = await client.messages.post({ channel, text: 'Tell me', threadRootId: first.id, fileIds: [await upload(t, 'plan.png')] })
  await jim.messages.post({ channel, text: 'Now, @ada.lowe', threadRootId: root.id })
  await jim.messages.edit({ messageId: first.id, text: 'Nearly done' })
  await jim.messages.edit({ messageId: first.id, text: 'Nearly done.' })
  for (const emoji of ['👍', '🚢']) await jim.messages.react({ messageId: root.id, emoji, on: true })
  await client.messages.react({ messageId: root.id, emoji: '👍', on: true })
  await jim.messages.react({ messageId: root.id, emoji: '🚢', on: false })
  await client.messages.delete({ messageId: second.id })
  const gone = await client.messages.post({ channel, text: 'Forget this secret', fileIds: [await upload(t, 'secret.png')] })
  await client.messages.edit({ messageId: gone.id, text: 'Forget this secret, too' })
  await client.messages.react({ messageId: gone.id, emoji: '😱', on: true })
  await client.messages.delete({ messageId: gone.id })
  await client.messages.post({ channel, text: '', fileIds: [await upload(t, 'chart.png'), await upload(t, 'other.png')] })
  await client.messages.pin({ messageId: root.id, on: true })
  await jim.messages.pin({ messageId: first.id, on: true })
  await jim.messages.pin({ messageId: first.id, on: false })
  await client.messages.save({ messageId: root.id, on: true })
  await jim.threads.follow({ rootId: root.id, following: false })

  await client.people.updateProfile({ displayName: 'Ada Lowe', title: 'Pilot', status: { emoji: '🏝️', text: 'Away', until: null }, timeZone: 'Europe/Berlin', pictureId: await upload(t, 'me.png') })
  await client.people.setRole({ username: 'jim', role: 'admin' })
  await client.channels.update({ channel, name: 'ship-room', purpose: 'Ships and trains', hooksAllowed: false })
  await client.channels.addPeople({ channel: 'ship-room', usernames: ['alex', 'gast'] })
  await client.channels.removePerson({ channel: 'ship-room', username: 'gast' })
  await jim.channels.leave({ channel: 'ship-room' })
  await jim.channels.join({ channel: 'ship-room' })
  await client.channels.restore({ channel: 'old' })
  await client.channels.update({ channel: 'ship-room', name: channel, hooksAllowed: true })
  const group = await client.channels.openDirect({ usernames: ['jim', 'alex'] })
  await client.messages.post({ channel: group.id, text: 'The three of us' })
  await client.channels.setPreference({ channel: 'town-square', favourite: true, muted: true, notify: 'none' })
  await jim.preferences.set({ key: 'notify.keywords', value: ['deploy'] })
  await client.messages.post({ channel: 'town-square', text: 'A deploy' })
  await client.drafts.save({ channel: 'town-square', threadRootId: null, text: 'not yet', fileIds: [await upload(t, 'draft.png')] })
}
