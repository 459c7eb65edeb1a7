/** Posts for which everything is done that a webhook's owner can ask for: each is new, signed, named and about something of its own. */
import { createHmac, createSecretKey } from 'node:crypto'
import type { HookRules } from '#shared/contract/hook-rules.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { reachRunning, type Client } from '../src/main/headless/connect.ts'
import { runRequests, type PreparedRequest, type Slice } from './load.ts'

const secret = Buffer.alloc(32, 7).toString('base64')
const key = createSecretKey(secret, 'base64')
/** The most that a webhook may post in a minute is less than the listener takes: where two share the posts, their bursts of a third of it last. */
const hookCount = 2
/** Of one connection and slice; none is sent twice. */
const perConnection = 1000

const rules: Partial<HookRules> = {
  sources: ['127.0.0.0/8', '::1'],
  contentKinds: ['json'],
  maxBytes: 100_000,
  mentions: 'people',
  mentionsPerHour: 100,
  perMinute: 100_000,
  countRepeats: true,
  keyed: 'update',
  keyField: 'ref',
  signature: { scheme: 'standard-webhooks', toleranceSeconds: 3600, header: 'X-Signature', algorithm: 'sha256', encoding: 'hex', prefix: '' },
}

export interface Everything {
  slice(seconds: number): Promise<Slice>
  /** The same messages to a webhook that asks for none of it, and without what its sender would have to add. */
  sliceWithout(seconds: number): Promise<Slice>
  /** @throws Error when a post was counted, queued, refused or taken for a repeat: then something else was measured. */
  check(): Promise<void>
}

/** Makes the webhooks in the app that runs on this folder. */
export async function switchEverythingOn(dataFolder: string): Promise<Everything> {
  const hooks = await within(dataFolder, async (client) => {
    const made: { id: HookId; url: URL }[] = []
    for (let number = 1; number <= hookCount; number += 1) made.push(await makeHook(client, `everything ${number}`, rules))
    return made
  })
  const without = await within(dataFolder, (client) => makeHook(client, 'nothing', { perMinute: null, countRepeats: false }))
  let serial = 0
  const prepare = (connection: number): PreparedRequest[] => Array.from({ length: perConnection }, () => buildPost(hooks[connection % hookCount]!.url, (serial += 1)))
  const prepareWithout = (): PreparedRequest[] => Array.from({ length: perConnection }, () => buildPlain(without.url, (serial += 1)))
  return {
    slice: (seconds) => runRequests(hooks[0]!.url, prepare, seconds),
    sliceWithout: (seconds) => runRequests(without.url, prepareWithout, seconds),
    check: () =>
      within(dataFolder, async (client) => {
        for (const { id } of [...hooks, without]) {
          const odd = (await client.verdicts.list({ hookId: id, limit: 1000 })).find(({ reason }) => reason !== 'posted')
          if (odd) throw new Error(`a post was not posted: ${odd.reason}: ${odd.detail}`)
        }
      }),
  }
}

async function within<T>(dataFolder: string, act: (client: Client) => Promise<T>): Promise<T> {
  const running = await reachRunning(dataFolder)
  if (running === undefined) throw new Error('The program that was just started is not reachable.')
  try {
    return await act(running.client)
  } finally {
    await running.close()
  }
}

async function makeHook(client: Client, name: string, rulesOf: Partial<HookRules>): Promise<{ id: HookId; url: URL }> {
  const { hook, addresses } = await client.hooks.create({ channel: 'town-square', name, dialects: ['mattermost'], rules: rulesOf })
  if (rulesOf.signature) await client.hooks.setSecret({ id: hook.id, secret })
  return { id: hook.id, url: new URL(addresses[0]!.url) }
}

/** `@release` is nobody: whom names tell is asked, and nothing is told. */
function buildPost(url: URL, serial: number): PreparedRequest {
  const { path, body, headers } = buildPlain(url, serial)
  const id = `msg_${serial}`
  const seconds = String(Math.floor(Date.now() / 1000))
  const signature = `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
  return { path, body, headers: { ...headers, 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signature } }
}

function buildPlain(url: URL, serial: number): PreparedRequest {
  const body = JSON.stringify({ text: `Deployed **web 4.18.${serial}** to production for @release`, username: 'ci', ref: `deploy-${serial}` })
  return { path: url.pathname, body, headers: { 'content-type': 'application/json' } }
}
