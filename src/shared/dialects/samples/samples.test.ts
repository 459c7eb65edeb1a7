/** Each sample is what it says: its address's shape reads it, whole, and those of tools are known as theirs. */
import { expect, test } from 'vitest'
import { decodeRequest } from '../decode-request.ts'
import type { RawPost } from '../dialect.ts'
import { dialects } from '../index.ts'
import { samplesFor } from './index.ts'
import { sampleNames, type Sample } from './sample.ts'
import { senderSamples } from './senders.ts'

const toRaw = ({ body, contentType, headers = {} }: Sample): RawPost => ({
  method: 'POST',
  headers: { 'content-type': contentType, ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])) },
  query: new URLSearchParams(),
  rawText: body,
})

const all = dialects.flatMap((dialect) => samplesFor(dialect.id).map((sample) => ({ dialect, sample, title: `${dialect.id} ${sample.name}` })))

test.each(all)('$title is read, and no field of it is left over', ({ dialect, sample }) => {
  const decoded = decodeRequest(dialect, toRaw(sample))
  if (!decoded.ok) throw new Error(decoded.detail)
  expect(decoded.post.ignored).toEqual([])
  expect(decoded.post.text.trim() !== '' || decoded.post.attachments.length > 0).toBe(true)
})

test('samples of tools are read as theirs', () => {
  const [first] = dialects
  const readAs = senderSamples.map((sample) => {
    const decoded = first && decodeRequest(first, toRaw(sample))
    return decoded?.ok === true ? decoded.post.readAs?.split(' · ')[0] : undefined
  })
  expect(readAs).toEqual(['Alertmanager', 'Grafana', 'GitHub', 'GitLab', 'Gitea', 'Sentry', 'Uptime Kuma'])
})

test('every dialect has at least one of its own, and names are unique in it', () => {
  for (const { id } of dialects) {
    const names = samplesFor(id).map(({ name }) => name)
    expect(new Set(names).size, id).toBe(names.length)
    expect(names.length, id).toBeGreaterThan(senderSamples.length)
  }
  expect([...new Set(all.map(({ sample }) => sample.name))].sort()).toEqual([...sampleNames].sort())
})
