/** A history in which every kind of change occurs, made as people and tools make it: through procedures and over HTTP. */
import type { HookId } from '#shared/contract/ids.ts'
import type { MintedAddress } from '#shared/contract/hook.ts'
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
  for (const body of ['{"text": "br', '{"text": ""}', '{"text": 1}', '{"text":"x","channel":"secret"}', '{"text":"x","channel":"@nobody"}']) await send(minted[0]?.url ?? '', { body })
  await t.app.ctx.write(() => undefined)
  return { minted, hooks: { town: town.hook.id, deleted: gone.hook.id } }
}
