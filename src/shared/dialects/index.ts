/** The list of payload dialects; all else that knows them reads it. */
import type { DialectId } from '#shared/contract/hook.ts'
import { any } from './any.ts'
import { chatalot } from './chatalot.ts'
import type { Dialect } from './dialect.ts'
import { emakin } from './emakin.ts'
import { kchat } from './kchat.ts'
import { mattermost } from './mattermost.ts'
import { slack } from './slack.ts'

/** In the order in which paths are compared: kChat's shape is one that Mattermost's family would claim. */
export const dialects: readonly Dialect[] = [kchat, mattermost, slack, chatalot, emakin, any]

const dialectById = new Map<DialectId, Dialect>(dialects.map((dialect) => [dialect.id, dialect]))

export function getDialect(id: DialectId): Dialect {
  const dialect = dialectById.get(id)
  if (dialect === undefined) throw new Error(`no dialect is called ${id}`)
  return dialect
}

export interface AddressShape {
  readonly dialect: Dialect
  /** What is hashed; never to be logged or stored. */
  readonly secret: string
}

/** Which dialect's address a path may be. `path` has no query and no trailing or doubled slash. */
export function findAddressShape(path: string): AddressShape | undefined {
  for (const dialect of dialects) {
    const secret = dialect.matchPath(path)
    if (secret !== undefined) return { dialect, secret }
  }
  return undefined
}

/** Who answers for a path that is no address of ours but looks like one of the family, for instance `/hooks/typo`. */
export function findFamily(path: string): Dialect | undefined {
  return dialects.find((dialect) => dialect.claimsPath(path))
}
