/** Reads the requests that are kept as fixtures: those of the documents (`seeds`) and those that real programs sent (`clients`). */
import { readFileSync, readdirSync } from 'node:fs'
import type { DialectId } from '#shared/contract/hook.ts'
import type { Attachment } from '#shared/contract/message.ts'

/** A request without what belongs to the connection: host, length, and the address itself. */
export interface FixtureRequest {
  readonly method: string
  /** Folders that the sender puts before the address, for instance `/sub/path`. */
  readonly folders?: string
  /** Without `?`. */
  readonly query: string
  readonly headers: Record<string, string>
  readonly body?: string
  readonly bodyBase64?: string
  /** A body too large to be written down. */
  readonly bodyOf?: { readonly before: string; readonly repeat: string; readonly times: number; readonly after: string }
  readonly chunked?: boolean
}

export interface Fixture {
  /** Its folder and name: `clients/curl-1`. */
  readonly name: string
  readonly dialect: DialectId
  readonly request: FixtureRequest
}

/** What a person must see of a client's request; written from the request, by hand. */
export interface SeenMessage {
  readonly text?: string
  /** For what is shown in a general form: words that must be in it. */
  readonly textIncludes?: readonly string[]
  readonly username: string
  /** As the sender names it; null is the hook's own. */
  readonly channel: string | null
  readonly iconUrl: string | null
  readonly iconEmoji: string | null
  readonly attachments: readonly Attachment[]
  readonly files?: readonly string[]
}

export interface ClientFixture extends Fixture {
  /** Which answers made this program report success, in the words of who captured it. */
  readonly needs: string
  readonly variant: string
  /** One more answer that it takes, and how we know. */
  readonly alsoSucceedsWith?: string
  readonly because?: string
  readonly expect: {
    readonly status: number
    readonly reason: string
    /** Null for none. */
    readonly contentType: string | null
    /** Null for one that holds ids: `needs` says what it must be. */
    readonly reply: string | null
    readonly message: SeenMessage
    /** How many messages it makes; 1 when absent. */
    readonly parts?: number
    readonly ignored: readonly string[]
  }
}

const folder = new URL('../fixtures/', import.meta.url)

function readAll<T>(kind: 'seeds' | 'clients'): (T & { name: string })[] {
  const names = readdirSync(new URL(`${kind}/`, folder)).filter((name) => name.endsWith('.json'))
  return names.sort().map((name) => ({ ...(JSON.parse(readFileSync(new URL(`${kind}/${name}`, folder), 'utf8')) as T), name: `${kind}/${name.slice(0, -'.json'.length)}` }))
}

export function listClients(): ClientFixture[] {
  return readAll<Omit<ClientFixture, 'name' | 'dialect'> & { address: DialectId }>('clients').map((fixture) => ({ ...fixture, dialect: fixture.address }))
}

/** In the order of their names, which is that of the documents: later ones may speak of earlier ones. */
export function listFixtures(): Fixture[] {
  return [...readAll<Fixture>('seeds'), ...listClients()]
}

export function bodyOf({ body, bodyBase64, bodyOf: made }: FixtureRequest): Buffer | undefined {
  if (made !== undefined) return Buffer.from(made.before + made.repeat.repeat(made.times) + made.after)
  if (bodyBase64 !== undefined) return Buffer.from(bodyBase64, 'base64')
  return body === undefined ? undefined : Buffer.from(body)
}
