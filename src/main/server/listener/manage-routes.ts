/** The paths of Chatalot's management calls, beside the address that its posts go to. */
import { cleanPath } from './routes.ts'

/** Everything that webhooks of a channel, or one webhook, can be asked for. */
export type ManageRoute =
  | { readonly on: 'channel'; readonly rawChannel: string; readonly methods: readonly ['GET', 'POST'] }
  | { readonly on: 'hook'; readonly rawId: string; readonly methods: readonly ['PATCH', 'DELETE'] }

/** `rawPath` without the query. */
export function matchManageRoute(rawPath: string): ManageRoute | undefined {
  if (!rawPath.startsWith('/api/') && !rawPath.startsWith('//')) return undefined
  const path = cleanPath(rawPath)
  const rawChannel = /^\/api\/channels\/([^/]+)\/webhooks$/.exec(path)?.[1]
  if (rawChannel !== undefined) return { on: 'channel', rawChannel: decode(rawChannel), methods: ['GET', 'POST'] }
  const rawId = /^\/api\/webhooks\/([^/]+)$/.exec(path)?.[1]
  // `execute` alone is an address without its secret.
  return rawId === undefined || rawId === 'execute' ? undefined : { on: 'hook', rawId, methods: ['PATCH', 'DELETE'] }
}

/** What is wrongly encoded names nothing, as it stands. */
function decode(raw: string): string {
  try {
    return decodeURIComponent(raw)
  } catch {
    return raw
  }
}
