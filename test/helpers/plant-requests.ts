/** Requests full of secrets for the scan of all files: let in, and refused for each reason that a webhook knows. */
import type { HookRules } from '#shared/contract/hook-rules.ts'
import type { DialectId, MintedAddress } from '#shared/contract/hook.ts'
import type { HookId } from '#shared/contract/ids.ts'
import type { Reason } from '#shared/contract/verdict.ts'
import type { Client } from '../../src/main/headless/connect.ts'
import { multipart, multipartType } from './multipart.ts'
import { send, type Received } from './post.ts'
import { exchange } from './raw.ts'

/** Makes a canary of a kind and notes it. */
export type Plant = (kind: string, name: string) => string

export interface Planting {
  readonly client: Client
  readonly plant: Plant
  /** Notes what the app made. */
  note(kind: string, name: string, value: string | Uint8Array): void
}

/** As programs, proxies and vendors name the headers in which their secrets travel. */
const secretHeaders = [
  'Authorization', 'Proxy-Authorization', 'Cookie', 'X-Api-Key', 'X-Gitlab-Token', 'X-Hub-Signature-256', 'Stripe-Signature', 'X-Slack-Signature', 'Sentry-Hook-Signature', 'X-Sentry-Auth', 'X-Access-Key',
  'Ocp-Apim-Subscription-Key', 'X-Functions-Key', 'Cf-Access-Jwt-Assertion', 'CF-Access-Client-Secret', 'X-Amz-Security-Token', 'X-Goog-Iap-Jwt-Assertion', 'X-Vault-Token', 'X-Forwarded-Access-Token', 'X-Auth-Key', 'X-Shopify-Hmac-Sha256',
]
const secretParameters = ['token', 'access_key', 'api_key', 'jwt', 'hmac', 'sig', 'password', 'pwd', 'subscription-key', 'client_secret', 'X-Amz-Signature']
const secretFields = ['token', 'secret', 'password', 'passwd', 'pwd', 'api_key', 'secret_key', 'SECRET_KEY', 'client_secret', 'private_key', 'access_token', 'authorization', 'cookie', 'jwt', 'signing_key', 'credentials', 'passphrase', 'connection_string']

const withPassword = (plant: Plant, where: string): string => `https://builder:${plant('request', `password in URL, ${where}`)}@build.example/`

export function headersWithSecrets(plant: Plant, { pathname, href }: URL): Record<string, string> {
  const secrets = secretHeaders.map((name) => [name, name.endsWith('uthorization') ? `Bearer ${plant('request', name)}` : plant('request', name)])
  const own = { Referer: href, 'X-Original-URI': pathname, 'X-Envoy-Original-Path': pathname, 'X-Forwarded-Path': pathname, 'X-Note': `posts to ${href}`, 'X-Callback': withPassword(plant, 'in a header'), 'User-Agent': `tool/1 (${href})`, 'X-Forwarded-For': '203.0.113.9' }
  return { ...Object.fromEntries(secrets) as Record<string, string>, ...own }
}

export const queryWithSecrets = (plant: Plant): string => new URLSearchParams([...secretParameters.map((name) => [name, plant('request', `?${name}`)]), ['callback', withPassword(plant, 'in a query')]]).toString()

/** Fields that no dialect shows, at the top, below, in a text that is JSON again, and in the headers of a request that it tells of. */
export function bodyWithSecrets(plant: Plant, url: URL): Record<string, unknown> {
  const fields = (where: string): Record<string, string> => Object.fromEntries(secretFields.map((name) => [name, plant('request', `${where}${name}`)]))
  return { ...fields('body '), config: fields('below '), raw: JSON.stringify(fields('in text ')), request: { headers: { Authorization: `Basic ${plant('request', 'told Authorization')}`, Cookie: plant('request', 'told Cookie') } }, callback: withPassword(plant, 'in JSON'), note: url.href }
}

/** One request with secrets wherever there is room. */
export async function postSecrets(plant: Plant, rawUrl: string, fields: Record<string, unknown>, more: { headers?: Record<string, string>; method?: string; body?: string } = {}): Promise<Received> {
  const url = new URL(rawUrl)
  const body = more.body ?? JSON.stringify({ ...fields, ...bodyWithSecrets(plant, url) })
  return send(`${rawUrl}${rawUrl.includes('?') ? '&' : '?'}${queryWithSecrets(plant)}`, { method: more.method ?? 'POST', headers: { 'Content-Type': 'application/json', ...headersWithSecrets(plant, url), ...more.headers }, body })
}

export type MakeHook = (name: string, dialect: DialectId, rules?: Partial<HookRules>, channel?: string, locked?: boolean) => Promise<{ id: HookId; url: string; address: MintedAddress }>

export function hookMaker({ client, note }: Planting): MakeHook {
  return async (name, dialect, rules = {}, channel = 'town-square', locked = false) => {
    const { hook, addresses } = await client.hooks.create({ name, channel, dialects: [dialect], locked, rules: { perMinute: null, countRepeats: false, ...rules } })
    const address = addresses[0]!
    note('address', `${name} (${dialect})`, new URL(address.url).pathname.split('/').at(-1)!)
    return { id: hook.id, url: address.url, address }
  }
}

interface Case {
  readonly reason: Reason
  readonly dialect: DialectId
  readonly fields?: Record<string, unknown>
  readonly rules?: Partial<HookRules>
  readonly more?: Parameters<typeof postSecrets>[3]
  readonly locked?: boolean
  /** How often it is sent. */
  readonly times?: number
  readonly before?: (client: Client, hook: { id: HookId; address: MintedAddress }) => Promise<unknown>
  readonly after?: (client: Client, hook: { id: HookId; address: MintedAddress }) => Promise<unknown>
}

const text = { text: 'posted words' }
const signed = { signature: { scheme: 'github', toleranceSeconds: 300, header: 'X-Signature', algorithm: 'sha256', encoding: 'hex', prefix: '' } } as const
const long = 'word '.repeat(1000)

const cases: readonly Case[] = [
  { reason: 'posted', dialect: 'mattermost', fields: text },
  { reason: 'posted', dialect: 'any' },
  { reason: 'posted', dialect: 'any', fields: { repository: 'core', status: 'failed' }, more: { headers: { 'X-GitHub-Event': 'push' } } },
  { reason: 'counted', dialect: 'mattermost', rules: { countRepeats: true }, times: 2, more: { body: '{"text":"the same"}' } },
  { reason: 'duplicate', dialect: 'mattermost', times: 2, more: { body: '{"text":"once"}', headers: { 'webhook-id': 'delivery-once-1' } } },
  { reason: 'case_already_reported', dialect: 'emakin', fields: { ...text, id: 'case-1' }, times: 2 },
  { reason: 'queued', dialect: 'mattermost', rules: { perMinute: 1 }, fields: text, times: 3 },
  { reason: 'rate_limited', dialect: 'mattermost', rules: { perMinute: 1, whenFull: 'refuse' }, fields: text, times: 3 },
  { reason: 'discarded', dialect: 'mattermost', rules: { perMinute: 1 }, fields: text, times: 3, after: (client, { id }) => client.hooks.clearBacklog({ id, by: 'dropping' }) },
  { reason: 'address_expired', dialect: 'mattermost', fields: text, before: (client, { address }) => client.addresses.rotate({ id: address.id, overlapMs: 0 }) },
  { reason: 'address_expired', dialect: 'slack', fields: text, before: (client, { address }) => client.addresses.remove({ id: address.id }) },
  { reason: 'no_such_address', dialect: 'kchat', fields: text, before: (client, { id }) => client.hooks.delete({ id }) },
  { reason: 'hook_disabled', dialect: 'mattermost', fields: text, before: (client, { id }) => client.hooks.update({ id, enabled: false }) },
  { reason: 'hooks_off', dialect: 'mattermost', fields: text, before: (client) => client.settings.set({ key: 'integrations.incomingEnabled', value: false }), after: (client) => client.settings.set({ key: 'integrations.incomingEnabled', value: true }) },
  { reason: 'host_refused', dialect: 'mattermost', fields: text, more: { headers: { Host: 'evil.example' } } },
  { reason: 'origin_refused', dialect: 'mattermost', fields: text, more: { headers: { Origin: 'https://evil.example' } } },
  { reason: 'method_refused', dialect: 'mattermost', fields: text, more: { method: 'DELETE' } },
  { reason: 'body_too_large', dialect: 'mattermost', rules: { maxBytes: 64 }, fields: text },
  { reason: 'bad_encoding', dialect: 'mattermost', fields: text, more: { headers: { 'Content-Encoding': 'gzip' } } },
  { reason: 'bad_json', dialect: 'chatalot', more: { body: '{"content": "half' } },
  { reason: 'bad_payload', dialect: 'mattermost', fields: { text: 'x', attachments: 7 } },
  { reason: 'nothing_to_post', dialect: 'mattermost', fields: { text: '' } },
  { reason: 'text_too_long', dialect: 'chatalot', fields: { content: long } },
  { reason: 'type_not_allowed', dialect: 'mattermost', fields: { text: 'x', type: 'system_join' } },
  { reason: 'channel_not_found', dialect: 'mattermost', fields: { text: 'x', channel: 'nowhere' } },
  { reason: 'channel_archived', dialect: 'mattermost', fields: { text: 'x', channel: 'old' } },
  { reason: 'channel_locked', dialect: 'mattermost', fields: { text: 'x', channel: 'off-topic' }, locked: true },
  { reason: 'channel_forbidden', dialect: 'mattermost', fields: { text: 'x', channel: 'quiet' } },
  { reason: 'user_not_found', dialect: 'mattermost', fields: { text: 'x', channel: '@nobody' } },
  { reason: 'root_not_found', dialect: 'mattermost', fields: { text: 'x', root_id: '0197a5c0-0000-7000-8000-000000000002' } },
  { reason: 'case_not_found', dialect: 'emakin', fields: { text: 'x', references: ['unknown'] } },
  { reason: 'source_refused', dialect: 'mattermost', fields: text, rules: { sources: ['10.0.0.0/8'] } },
  { reason: 'content_type_refused', dialect: 'mattermost', fields: text, rules: { contentKinds: ['xml'] } },
  { reason: 'signature_missing', dialect: 'mattermost', fields: text, rules: signed, before: (client, { id }) => client.hooks.setSecret({ id, secret: 'ignored-here-0001' }), more: { headers: { 'X-Hub-Signature-256': '' } } },
  { reason: 'signature_refused', dialect: 'mattermost', fields: text, rules: signed, before: (client, { id }) => client.hooks.setSecret({ id, secret: 'ignored-here-0002' }), more: { headers: { 'X-Hub-Signature-256': `sha256=${'0'.repeat(64)}` } } },
]

/** Sends each, and what no case holds. @returns the reasons that were answered. */
export async function planRefusals(planting: Planting): Promise<Set<string>> {
  const { client, plant } = planting
  const make = hookMaker(planting)
  const seen = new Set<string>()
  const wrong: string[] = []
  for (const [index, { reason, dialect, fields = {}, rules, more, locked, times = 1, before, after }] of cases.entries()) {
    const hook = await make(`${reason} ${index}`, dialect, rules, 'town-square', locked)
    await before?.(client, hook)
    let answer: Received | undefined
    for (let time = 0; time < times; time += 1) answer = await postSecrets(plant, hook.url, fields, more)
    await after?.(client, hook)
    const told = String(answer?.headers['x-hookline-reason'])
    seen.add(told)
    if (told !== reason && reason !== 'discarded') wrong.push(`${reason}: ${told}`)
  }
  if (wrong.length > 0) throw new Error(`other reasons than expected: ${wrong.join(', ')}`)
  await oddShapes(planting, make)
  await ownAddresses(planting, make)
  return seen
}

/** A tool that prints its settings, in each way of writing a body: nobody is to read where it posts. */
async function ownAddresses({ plant }: Planting, make: MakeHook): Promise<void> {
  for (const dialect of ['any', 'mattermost', 'slack', 'rocketchat'] as const) {
    const { url } = await make(`own address (${dialect})`, dialect)
    const settings = { text: `WEBHOOK=${url}`, attachments: [{ text: 'x', title: url }] }
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
    await postSecrets(plant, url, {}, { body: JSON.stringify(settings) })
    await postSecrets(plant, url, {}, { body: JSON.stringify(settings).replaceAll('/', '\\/') })
    await postSecrets(plant, url, {}, { headers: form, body: `payload=${encodeURIComponent(JSON.stringify(settings))}` })
    await postSecrets(plant, url, {}, { headers: { 'Content-Type': multipartType }, body: multipart([{ name: 'text', content: settings.text }, { name: 'file', fileName: url, content: 'x' }]).toString() })
    await postSecrets(plant, `${url}?payload=${encodeURIComponent(JSON.stringify(settings))}`, {}, { headers: form, body: '' })
  }
}

/** Forms, parts, XML, text, halves, bodies that break off, and paths that belong to nobody. */
async function oddShapes({ plant }: Planting, make: MakeHook): Promise<void> {
  const { url } = await make('odd shapes', 'any')
  const { port, pathname } = new URL(url)
  const pair = (name: string): string => `${name}=${plant('request', `form ${name}`)}`
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
  await postSecrets(plant, url, {}, { headers: form, body: `text=form&${pair('token')}&${pair('secret_key')}&${pair('password')}&payload2=${encodeURIComponent(JSON.stringify({ api_key: plant('request', 'in form') }))}` })
  await postSecrets(plant, url, {}, { headers: form, body: `event=form&${pair('token')}&${pair('password')}&callback=${encodeURIComponent(withPassword(plant, 'in a form'))}` })
  await postSecrets(plant, url, {}, { body: JSON.stringify({ event: 'PHP', callback: withPassword(plant, 'in JSON of PHP') }).replaceAll('/', '\\/') })
  await postSecrets(plant, url, {}, { headers: { 'Content-Type': multipartType }, body: multipart([{ name: 'text', content: 'parts' }, { name: 'token', content: plant('request', 'part token') }, { name: 'password', content: plant('request', 'part password') }]).toString() })
  await postSecrets(plant, url, {}, { headers: { 'Content-Type': multipartType }, body: multipart([{ name: 'token', content: plant('request', 'unknown part token') }, { name: 'status', content: 'x' }]).toString() })
  await postSecrets(plant, url, {}, { headers: { 'Content-Type': 'application/xml' }, body: `<build:event><token>${plant('request', 'XML token')}</token><status>failed</status></build:event>` })
  await postSecrets(plant, url, {}, { body: `{"event": "half", "token": "${plant('request', 'half token')}", "client_secret": "${plant('request', 'half secret')}` })
  await exchange(Number(port), [`POST ${pathname}?token=${plant('request', 'cut ?token')} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Api-Key: ${plant('request', 'cut X-Api-Key')}\r\nContent-Length: 1000\r\n\r\n{"token":"${plant('request', 'cut token')}"`], { end: true })
  await exchange(Number(port), [`POST ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Api-Key: ${plant('request', 'bad X-Api-Key')}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`], { end: true })
  for (const path of ['/', '/hooks/', `/hooks/${plant('stray', 'unknown address')}`, '/in/too-short', `/nothing/${plant('stray', 'path of nobody')}`, `${pathname}x`]) await postSecrets(plant, `http://127.0.0.1:${port}${path}`, { text: 'stray' })
}
