/** Stand-ins for an address, whose secret is stored nowhere: each is a fresh path of the same shape that this app uses once for a request of its own. */
import type { DialectId } from '#shared/contract/hook.ts'
import { getDialect } from '#shared/dialects/index.ts'
import { mintPath } from '#shared/dialects/mint-secret.ts'
import type { RecordVerdict } from '../actions/posts/record-verdict.ts'
import type { Context } from '../context.ts'
import { hashSecret } from '../hash-secret.ts'
import type { Route } from './routes.ts'

/** Whose request it is. */
export interface Pass {
  /** Of the address that it stands for. */
  readonly tokenHash: Uint8Array
  /** A test is a post like any other; a probe is told what the checks before the body say, posts nothing and leaves no verdict. */
  readonly purpose: 'test' | 'probe'
  /** Username. */
  readonly by: string
  /** Whether its signature is not asked, because nobody here can sign as the sender. */
  readonly isVouched: boolean
  /** Tells whoever sends it what became of it. */
  readonly record: RecordVerdict
}

export interface Passes {
  /** The path stands for the address until it is used or `revoke` is called. */
  issue(dialect: DialectId, pass: Pass): { readonly path: string; readonly revoke: () => void }
  /** Each works once. Costs nothing while there is none. */
  take(route: Route | undefined): Pass | undefined
}

export function createPasses(ctx: Pick<Context, 'random'>): Passes {
  const passes = new Map<string, Pass>()
  const keyOf = (dialect: DialectId, secret: string): string => Buffer.from(hashSecret(dialect, secret)).toString('hex')
  return {
    issue(dialectId, pass) {
      const { path, secret } = mintPath(getDialect(dialectId), (sizeBytes) => ctx.random(sizeBytes))
      const key = keyOf(dialectId, secret)
      passes.set(key, pass)
      return { path, revoke: () => void passes.delete(key) }
    },
    take(route) {
      if (passes.size === 0 || route?.secret === undefined) return undefined
      const key = keyOf(route.dialect.id, route.secret)
      const pass = passes.get(key)
      passes.delete(key)
      return pass
    },
  }
}
