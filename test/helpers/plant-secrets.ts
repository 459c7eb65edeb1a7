/** Plants secrets wherever the app takes or makes some, besides in requests, by using all that has to do with them. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dialects } from '#shared/dialects/index.ts'
import { makeConfig } from '#server/sync/groups/mls-group.ts'
import { unpackGroup } from '#server/sync/groups/saved-group.ts'
import { openAtRest } from '#server/sync/sealing/at-rest.ts'
import { parseInviteLink } from '#server/sync/sealing/invite-link.ts'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { writeCertificate, writeLockedKey } from './certificates.ts'
import { hookMaker, postSecrets, type Plant, type Planting } from './plant-requests.ts'
import { sendJson } from './post.ts'
import type { Receiver } from './receiver.ts'
import type { TestApp } from './start-app.ts'
import { upload } from './upload.ts'

const hour = 3_600_000

/** Addresses that were rotated, replaced and removed, and webhooks that were deleted. */
export async function plantAddresses(planting: Planting): Promise<void> {
  const { client, note } = planting
  const make = hookMaker(planting)
  for (const { id: dialect } of dialects) {
    const hook = await make(`of ${dialect}`, dialect)
    const rotated = await client.addresses.rotate({ id: hook.address.id, overlapMs: hour })
    note('address', `rotated (${dialect})`, new URL(rotated.url).pathname.split('/').at(-1)!)
    for (const one of [hook.url, rotated.url]) await postSecrets(planting.plant, one, { text: 'posted words', content: 'posted words' })
    const gone = await client.addresses.rotate({ id: rotated.id, overlapMs: 0 })
    note('address', `ended (${dialect})`, new URL(gone.url).pathname.split('/').at(-1)!)
    await client.addresses.remove({ id: gone.id })
  }
}

/** Secrets that senders sign with: given, made, rotated and removed. */
export async function plantHookSecrets({ client, plant, note, ...rest }: Planting): Promise<void> {
  const make = hookMaker({ client, plant, note, ...rest })
  for (const scheme of ['github', 'gitlab-token', 'slack', 'stripe', 'hmac', 'standard-webhooks'] as const) {
    const hook = await make(`signed by ${scheme}`, 'mattermost', { signature: { scheme, toleranceSeconds: 300, header: 'X-Proof', algorithm: 'sha256', encoding: 'hex', prefix: '' } })
    const given = scheme === 'standard-webhooks' ? `whsec_${randomBytes(32).toString('base64')}` : plant('hook secret', `given for ${scheme}`)
    if (scheme === 'standard-webhooks') note('hook secret', 'given for standard-webhooks', given)
    await client.hooks.setSecret({ id: hook.id, secret: given, overlapMs: 0 })
    const made = await client.hooks.setSecret({ id: hook.id, overlapMs: hour })
    note('hook secret', `made for ${scheme}`, made.secret!)
    // A sender that writes down what it signs with.
    await postSecrets(plant, hook.url, { text: 'x', note: given, other: made.secret }, { headers: { 'X-Config': given, 'User-Agent': `tool (${made.secret})`, 'X-Gitlab-Token': given } })
    await client.hooks.test({ id: hook.id })
    await client.hooks.doctor({ id: hook.id })
    if (scheme === 'github') await client.hooks.removeSecret({ id: hook.id })
    if (scheme === 'slack') await client.hooks.delete({ id: hook.id })
  }
}

/** Outgoing webhooks of each signature, to a receiver that echoes all and fails at times. */
export async function plantOutgoing({ client, plant, note }: Planting, receiver: Receiver): Promise<void> {
  receiver.answer = ({ headers, body, path }) => ({ status: receiver.received.length % 3 === 0 ? 500 : 200, headers: { 'X-Echo': String(headers['x-vendor-key']), 'Set-Cookie': plant('answer', 'Set-Cookie of a receiver') }, body: JSON.stringify({ headers, body, path }) })
  for (const signature of ['none', 'token', 'hmac-sha1', 'github-sha256', 'standard'] as const) {
    const url = `${receiver.url.replace(/\/$/, '')}/services/${plant('outgoing address', `path of ${signature}`)}?code=${plant('outgoing address', `query of ${signature}`)}`
    const made = await client.subscriptions.create({ name: signature, channels: ['town-square'], urls: [url], allow: [receiver.host], signature, headers: { 'X-Vendor-Key': plant('outgoing header', `header of ${signature}`), Authorization: `Bearer ${plant('outgoing header', `Authorization of ${signature}`)}` }, policy: 'once' })
    const { id } = made.subscription
    const again = await client.subscriptions.regenerate({ id, overlapMs: hour })
    for (const [name, value] of Object.entries({ token: made.token, secret: made.secret, 'new token': again.token, 'new secret': again.secret })) note('outgoing', `${name} of ${signature}`, value)
    await client.subscriptions.test({ id })
    if (signature === 'hmac-sha1') await client.subscriptions.delete({ id })
    if (signature === 'token') await client.subscriptions.update({ id, urls: [`${receiver.url}elsewhere`] })
  }
  for (const url of [`http://user:${plant('refused', 'password in a URL')}@127.0.0.1:9/`, `javascript:${plant('refused', 'no URL')}`]) await client.subscriptions.create({ name: 'refused', channels: ['town-square'], urls: [url] }).then(() => Promise.reject(new Error('was taken')), () => undefined)
}

/** Tokens of programs: used, revoked, wrong, and shown where they do not belong. */
export async function plantTokens({ client, plant, note }: Planting, hooksUrl: string): Promise<void> {
  for (const name of ['used', 'revoked']) {
    const { id, token } = await client.tokens.create({ scope: 'hooks', label: name })
    note('token', name, token)
    const call = (path: string, method: string, shown: string, body?: string) => fetch(`${hooksUrl}/api/${path}`, { method, headers: { Authorization: `Bearer ${shown}` }, ...(body === undefined ? {} : { body }) }).then((response) => response.text())
    const made = JSON.parse(await call('channels/town-square/webhooks', 'POST', token, '{"name": "managed"}')) as { url: string }
    note('address', `managed, ${name}`, new URL(made.url).pathname.split('/').at(-1)!)
    for (const shown of [token, plant('token', 'wrong')]) {
      await call('channels/town-square/webhooks', 'GET', shown)
      await call(`webhooks/${token}`, 'DELETE', shown)
      await call('channels/town-square/webhooks', 'POST', shown, `{"name": ${JSON.stringify(token)}, "x":`)
    }
    if (name === 'revoked') await client.tokens.revoke({ id })
  }
}

/** The listener's own certificate, one of the person's own, and keys that are refused. */
export async function plantCertificates({ client, note }: Planting): Promise<string> {
  const files = await writeCertificate()
  const locked = writeLockedKey(files.folder)
  for (const path of [files.key, locked]) note('PEM key', path, readFileSync(path, 'utf8').split('\n').slice(1, 3).join('').slice(0, 80))
  await client.settings.set({ key: 'hooks.lanPort', value: 0 })
  await client.settings.set({ key: 'hooks.reach', value: 'lan' })
  await client.listener.status()
  await client.settings.set({ key: 'hooks.lanCertificate', value: [files.certificate, files.key] })
  for (const value of [[files.certificate, locked], [files.key], [files.key, files.certificate]]) await client.settings.set({ key: 'hooks.lanCertificate', value }).then(() => Promise.reject(new Error('was taken')), () => undefined)
  await client.settings.set({ key: 'hooks.lanCertificate', value: [] })
  return files.folder
}

/** What people say, and what webhooks post: the scan has to find these where they belong. */
export async function plantWords({ client, plant }: Planting, url: string, person: string): Promise<void> {
  const bytes = Buffer.from(`a file with ${plant('file content', 'a file')}`)
  const file = await upload(client, { name: 'plan.txt', bytes })
  await client.channels.create({ name: `ours-${person}`, private: true, members: [] })
  await client.messages.post({ channel: `ours-${person}`, text: `said ${plant('spoken', `in private by ${person}`)}`, fileIds: [file.id] })
  await client.messages.post({ channel: 'town-square', text: `said ${plant('spoken', `in public by ${person}`)}` })
  await client.drafts.save({ channel: 'town-square', threadRootId: null, text: plant('spoken', 'a draft'), fileIds: [] })
  await sendJson(url, { text: `posted ${plant('posted', 'by a webhook')}` })
}

/** The part of an invite's link that lets in. */
export function noteInvite({ note }: Pick<Planting, 'note'>, link: string, name: string): void {
  note('invite', `link: ${name}`, link.split('#')[1]!.slice(4))
  note('invite', `seed: ${name}`, parseInviteLink(link).seed)
}

/** What rests under the master key, opened as the app opens it: keys of the device, of its groups, of the workspace and of certificates. */
export function noteKeys({ note }: Pick<Planting, 'note'>, { dataFolder, app }: TestApp, who: string): void {
  const masterKey = readFileSync(join(dataFolder, 'device.key'))
  note('master key', who, masterKey)
  const db = new Database(join(dataFolder, 'sync.db'), { readonly: true })
  const sealed = db.prepare('SELECT name, sealed FROM secret').all() as { name: string; sealed: Buffer }[]
  db.close()
  for (const { name, sealed: bytes } of sealed) {
    const opened = openAtRest(masterKey, name, bytes)
    if (opened === undefined) throw new Error(`${name} does not open`)
    for (const [part, value] of secretParts(name, opened, masterKey)) note('key', `${part} of ${who}`, value)
  }
  const certificate = app.ctx.reader.get<{ value: string }>("SELECT value FROM local_state WHERE key = 'lanCertificate'")?.value
  if (certificate === undefined) return
  const files = JSON.parse(Buffer.from(openAtRest(masterKey, 'listener/certificate', Buffer.from(certificate, 'base64'))!).toString('utf8')) as { privateKey: string }
  note('key', `of the listener of ${who}`, files.privateKey.split('\n').slice(1, 3).join('').slice(0, 80))
}

/** What of it is secret: a certificate of this device and the trees of a group are public. */
function secretParts(name: string, opened: Uint8Array, masterKey: Uint8Array): [string, Uint8Array | string][] {
  if (name === 'device-certificate') return []
  if (name === 'device') return [['seed', openAtRest(masterKey, 'device-identity', opened)!.subarray(17, 49)]]
  if (name === 'certificate') return [['relay certificate', (JSON.parse(Buffer.from(opened).toString('utf8')) as { privateKey: string }).privateKey.split('\n').slice(1, 3).join('').slice(0, 80)]]
  if (!name.startsWith('group/')) return [[name, opened]]
  const { keys, state } = unpackGroup(name.slice('group/'.length), opened, makeConfig(new Uint8Array(32)))
  const { epochAuthenticator: _, ...schedule } = state!.keySchedule
  return [...[...keys.values()].map((key, index): [string, Uint8Array] => [`key ${index} of ${name}`, key]), ...Object.entries(schedule).map(([part, value]): [string, Uint8Array] => [`${part} of ${name}`, value]), [`signing key of ${name}`, state!.signaturePrivateKey]]
}

export function createPlanter(note: Planting['note']): Plant {
  let number = 0
  return (kind, name) => {
    number += 1
    const value = `${BigInt(`0x1${randomBytes(14).toString('hex')}`).toString(36)}z${number.toString(36)}`
    note(kind, name, value)
    return value
  }
}
