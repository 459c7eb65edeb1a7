/** How long it takes to read what real programs sent: the median of many runs, for each captured request. */
import { expect, test } from 'vitest'
import { decodeRequest } from '#shared/dialects/decode-request.ts'
import type { RawPost } from '#shared/dialects/dialect.ts'
import { getDialect } from '#shared/dialects/index.ts'
import { bodyOf, listClients } from '../helpers/fixtures.ts'

const largeBytes = 100_000
const requests = listClients().filter(({ request }) => request.bodyOf === undefined)

function toPost({ method, query, headers, ...rest }: (typeof requests)[number]['request']): RawPost {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return { method, headers: lower, query: new URLSearchParams(query), rawText: bodyOf({ method, query, headers, ...rest })?.toString() ?? '' }
}

test.each(requests.map((client) => [client.name, client] as const))('%s is read within 2 ms, a large one within 10', (_name, { dialect, request }) => {
  const post = toPost(request)
  const address = getDialect(dialect)
  for (let run = 0; run < 200; run += 1) decodeRequest(address, post)
  const times = Array.from({ length: 1000 }, () => {
    const start = performance.now()
    decodeRequest(address, post)
    return performance.now() - start
  })
  expect(times.sort((a, b) => a - b)[500]).toBeLessThan(post.rawText.length > largeBytes ? 10 : 2)
})
