/** The list of payload dialects; all else that knows them reads it. */
import type { Behind } from '#shared/contract/captured-request.ts'
import type { DialectId } from '#shared/contract/hook.ts'
import { any } from './any.ts'
import { chatalot } from './chatalot.ts'
import type { Dialect } from './dialect.ts'
import { discord } from './discord/discord.ts'
import { discordVariants } from './discord/variants.ts'
import { emakin } from './emakin.ts'
import { kchat } from './kchat.ts'
import { mattermost } from './mattermost.ts'
import { rocketchat } from './rocketchat.ts'
import { slack } from './slack.ts'

/** In the order in which paths are compared: kChat's shape is one that Mattermost's family would claim. */
export const dialects: readonly Dialect[] = [kchat, mattermost, slack, chatalot, emakin, discord, rocketchat, any]

const dialectById = new Map<DialectId, Dialect>(dialects.map((dialect) => [dialect.id, dialect]))

export function getDialect(id: DialectId): Dialect {
  const dialect = dialectById.get(id)
  if (dialect === undefined) throw new Error(`no dialect is called ${id}`)
  return dialect
}

/** As a request with this behind its address was read. */
export function getVariant(id: DialectId, behind: Behind | undefined): Dialect {
  return discordVariants.find((variant) => variant.id === id && variant.behind === behind) ?? getDialect(id)
}

const all: readonly Dialect[] = [...dialects, ...discordVariants]

export interface AddressShape {
  /** Of the list, or one that reads and answers for it behind a suffix; the id is the address's. */
  readonly dialect: Dialect
  /** What is hashed; never to be logged or stored. */
  readonly secret: string
  /** The path names a message that was posted through the address, by an id as its sender writes it. */
  readonly call?: { readonly rawId: string }
}

/** Which dialect's address a path may be, or which message below one. `path` has no query and no trailing or doubled slash. */
export function findAddressShape(path: string): AddressShape | undefined {
  const shape = findAddress(path)
  if (shape !== undefined) return shape
  const [, above, rawId] = /^(.+)\/messages\/([^/]{1,64})$/.exec(path) ?? []
  const below = above === undefined || rawId === undefined ? undefined : findAddress(above)
  return below && rawId !== undefined ? { ...below, call: { rawId } } : undefined
}

function findAddress(path: string): AddressShape | undefined {
  for (const dialect of all) {
    const secret = dialect.matchPath(path)
    if (secret !== undefined) return { dialect, secret }
  }
  return undefined
}

const maxFolders = 8

/** The same where folders stand before it: tools that expect a server below a folder put them there, and proxies leave them. */
export function findAddressBelow(path: string): AddressShape | undefined {
  let start = 0
  for (let folders = 0; start >= 0 && folders <= maxFolders; folders += 1) {
    const shape = findAddressShape(path.slice(start))
    if (shape) return shape
    start = path.indexOf('/', start + 1)
  }
  return undefined
}

/** Who answers for a path that is no address of ours but looks like one of the family, for instance `/hooks/typo`. */
export function findFamily(path: string): Dialect | undefined {
  return dialects.find((dialect) => dialect.claimsPath(path))
}
