/** Fetches the pictures that messages refer to, so that a sender never learns who reads them, when and where. */
import { LRUCache } from 'lru-cache'
import { request } from 'undici'
import { readPictureHeader } from '#shared/core/picture-header.ts'
import { AddressRefused, guardedDispatcher, type AllowedHosts } from './address-guard.ts'

export type Picture =
  | { readonly mediaType: string; readonly base64: string; readonly problem: null }
  | { readonly mediaType: null; readonly base64: null; readonly problem: string }

export type FetchPicture = (rawUrl: string) => Promise<Picture>

const sizeLimitBytes = 2 * 1024 * 1024
const redirectLimit = 3
/** For all steps together: a server that sends a byte now and then is not waited for. */
const patienceMs = 15_000
/** A failure is asked again after a minute, a picture after an hour. */
const failureTtlMs = 60_000
const pictureTtlMs = 3_600_000

/** Pictures are kept in memory, 32 MiB in all; the same address asked for twice at once is fetched once. */
export function createPictureFetcher(allowed: AllowedHosts): FetchPicture {
  const cache = new LRUCache<string, Picture>({ maxSize: 32 * 1024 * 1024, sizeCalculation: (picture) => (picture.base64?.length ?? 0) + 256 })
  const underWay = new Map<string, Promise<Picture>>()
  return async (rawUrl) => {
    const known = cache.get(rawUrl) ?? underWay.get(rawUrl)
    if (known) return known
    const fetching = fetchPicture(rawUrl, allowed)
    underWay.set(rawUrl, fetching)
    const picture = await fetching
    underWay.delete(rawUrl)
    cache.set(rawUrl, picture, { ttl: picture.problem === null ? pictureTtlMs : failureTtlMs })
    return picture
  }
}

async function fetchPicture(rawUrl: string, allowed: AllowedHosts): Promise<Picture> {
  try {
    const bytes = await download(rawUrl, allowed)
    const mediaType = detectPictureType(bytes)
    return mediaType ? { mediaType, base64: bytes.toString('base64'), problem: null } : failed('this is not a PNG, JPEG, GIF or WebP picture')
  } catch (error) {
    if (error instanceof PictureProblem || error instanceof AddressRefused) return failed(error.message)
    return failed('the picture could not be fetched')
  }
}

class PictureProblem extends Error {}

/** Follows a few redirects by hand: each step passes the guard again. */
async function download(rawUrl: string, allowed: AllowedHosts): Promise<Buffer> {
  let url = parseUrl(rawUrl)
  const signal = AbortSignal.timeout(patienceMs)
  for (let step = 0; step <= redirectLimit; step += 1) {
    const answer = await request(url, { signal, dispatcher: guardedDispatcher(url, allowed), headers: { accept: 'image/png, image/jpeg, image/gif, image/webp' } })
    const location = answer.headers['location']
    if (answer.statusCode >= 300 && answer.statusCode < 400 && typeof location === 'string') {
      await answer.body.dump()
      url = parseUrl(location, url)
      continue
    }
    if (answer.statusCode !== 200) {
      await answer.body.dump()
      throw new PictureProblem(`the server answered ${answer.statusCode}`)
    }
    return readLimited(answer.body)
  }
  throw new PictureProblem('too many redirects')
}

function parseUrl(raw: string, base?: URL): URL {
  const url = URL.parse(raw, base?.href)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) throw new PictureProblem('only http and https pictures are shown')
  return url
}

async function readLimited(body: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<Buffer> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of body) {
    sizeBytes += chunk.length
    if (sizeBytes > sizeLimitBytes) {
      body.destroy()
      throw new PictureProblem('the picture is larger than 2 MiB')
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** By its first bytes: what a server claims in Content-Type decides nothing. Four kinds are promised to senders; SVG is refused because it can hold scripts. */
function detectPictureType(bytes: Buffer): string | undefined {
  const mediaType = readPictureHeader(bytes)?.mediaType
  return mediaType === 'image/avif' ? undefined : mediaType
}

function failed(problem: string): Picture {
  return { mediaType: null, base64: null, problem }
}
