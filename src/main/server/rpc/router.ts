/** The server's side of the typed router: checks input and output by the contract and maps refusals; knows oRPC so that no handler has to. */
import { createRouterClient, implement, ORPCError, type RouterClient } from '@orpc/server'
import { contract, type Contract } from '#shared/contract/rpc/index.ts'
import { AppError } from '#shared/contract/errors.ts'
import { requireBelongs } from '../actions/require.ts'
import { guardWrites } from '../context.ts'
import { storageError } from '../store/write.ts'
import { cases } from './cases.ts'
import { channels } from './channels.ts'
import { events } from './events.ts'
import { files } from './files.ts'
import type { Call, Handlers } from './handlers.ts'
import { addresses, hooks } from './hooks.ts'
import { listener } from './listener.ts'
import { messages } from './messages.ts'
import { people } from './people.ts'
import { pictures } from './pictures.ts'
import { drafts, preferences } from './preferences.ts'
import { search } from './search.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { deliveries, subscriptions } from './subscriptions.ts'
import { support } from './support.ts'
import { team } from './team.ts'
import { tokens } from './tokens.ts'
import { threads, unreads } from './unreads.ts'
import { verdicts } from './verdicts.ts'
import { workspace } from './workspace.ts'

const handlers: { [F in keyof Contract]: Handlers<F> } = {
  session,
  workspace,
  people,
  channels,
  messages,
  unreads,
  threads,
  preferences,
  drafts,
  files,
  search,
  cases,
  hooks,
  addresses,
  tokens,
  subscriptions,
  deliveries,
  verdicts,
  settings,
  listener,
  support,
  pictures,
  team,
  events,
}

type Handler = (call: Call, input: unknown) => unknown
type Buildable = { handler(run: (options: { context: Call; input: unknown; signal?: AbortSignal }) => unknown): unknown }

const implementer = implement(contract).$context<Call>()
type Router = Parameters<typeof implementer.router>[0]

export const router = implementer.router(buildRouter() as Router)

/** Calls without a transport, for the CLI's inline mode and tests; everything is checked as over the wire. */
export function createInlineClient(call: Call): RouterClient<typeof router> {
  return createRouterClient(router, { context: call })
}

/** The one cast between the contract's types and the loop over it: `handlers` above is fully typed. */
function buildRouter(): unknown {
  const features = Object.entries(handlers as unknown as Record<string, Record<string, Handler>>)
  return Object.fromEntries(
    features.map(([feature, procedures]) => [
      feature,
      Object.fromEntries(Object.entries(procedures).map(([name, handler]) => [name, build(feature, name, handler)])),
    ]),
  )
}

function build(feature: string, name: string, handler: Handler): unknown {
  const procedure = (implementer as unknown as Record<string, Record<string, Buildable>>)[feature]?.[name]
  if (!procedure) throw new Error(`the contract has no procedure ${feature}.${name}`)
  return procedure.handler(async ({ context, input, signal }) => {
    try {
      const { actor } = context
      requireBelongs(context.ctx.reader, actor)
      const ctx = guardWrites(context.ctx, (tx) => requireBelongs(tx, actor))
      return await handler({ ...context, ctx, signal }, input)
    } catch (error) {
      throw toRpcError(context, error, `${feature}.${name}`)
    }
  })
}

/** A broken rule crosses with its code and sentence; a bug is logged and crosses masked. */
function toRpcError(call: Call, raw: unknown, procedure: string): unknown {
  const error = storageError(raw)
  if (error instanceof AppError) return new ORPCError('REFUSED', { defined: true, status: 400, message: error.message, data: error.body })
  if (!call.signal?.aborted) call.ctx.log.error({ err: error, procedure }, 'a procedure failed')
  return error
}
