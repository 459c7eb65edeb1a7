/** The example requests of the documents that the product started from, as far as a dialect alone can tell. */
import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { DialectId } from '#shared/contract/hook.ts'
import { parseChannelRef } from '#shared/core/channel-ref.ts'
import { decideIcon, decideShownName } from '#shared/core/hooks.ts'
import { getDialect } from './index.ts'

interface Seed {
  readonly dialect: DialectId
  readonly request: { readonly method: string; readonly query: string; readonly headers: Record<string, string>; readonly body: string }
  readonly expect: {
    readonly status: number
    readonly reason: string
    readonly reply: unknown
    readonly message: { readonly text: string; readonly username: string; readonly channel: string | null; readonly iconUrl: string | null; readonly attachments: number } | null
    readonly detailIncludes?: string
  }
}

const folder = new URL('../../../test/fixtures/seeds/', import.meta.url)
const names = readdirSync(folder).filter((name) => name.endsWith('.json'))

test('all examples are here', () => expect(names.length).toBe(21))

test.each(names)('%s', (name) => {
  const seed = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Seed
  const dialect = getDialect(seed.dialect)
  const query = new URLSearchParams(seed.request.query)
  const decoded = dialect.decode({ method: seed.request.method, headers: seed.request.headers, query, rawText: seed.request.body })
  if (!decoded.ok) {
    expect(decoded).toMatchObject({ reason: seed.expect.reason, detail: expect.stringContaining(seed.expect.detailIncludes ?? '') })
    const reply = dialect.refused(decoded, { requestId: 'r', query, accept: '*/*' })
    expect(reply.status).toBe(seed.expect.status)
    expect(JSON.parse(reply.body ?? '')).toMatchObject({ ...(seed.expect.reply as object), detailed_error: decoded.detail, request_id: 'r' })
    return
  }
  const { post } = decoded
  const hook = { hookUsername: null, hookName: 'Seed', hookIconUrl: null, hookIconEmoji: null, allowOverride: true }
  expect({
    text: post.text,
    username: decideShownName({ ...hook, rawUsername: post.rawUsername, nameWithout: dialect.nameWithout }),
    channel: post.rawChannel ?? null,
    iconUrl: decideIcon({ ...hook, rawIconUrl: post.iconUrl, rawIconEmoji: post.iconEmoji }).iconUrl,
    iconEmoji: null,
    attachments: post.attachments.length,
  }).toEqual(seed.expect.message)
  expect(post.ignored).toEqual([])
  expect(parseChannelRef(post.rawChannel ?? 'own').kind).toBe(post.rawChannel === '@jim' ? 'person' : 'channel')
})
