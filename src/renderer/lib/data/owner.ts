/** Whose data this page holds: somebody of a workspace. A connection to anybody else's begins the page anew. */
import type { Session } from '#shared/contract/rpc/session.ts'

let owner: string | null = null

/** Remembers the first. @returns false for anybody else, also in the same workspace. */
export function isSameOwner({ workspace, me }: Pick<Session, 'workspace' | 'me'>): boolean {
  const now = `${workspace.id}.${me.id}`
  owner ??= now
  return owner === now
}

/** What is written and not sent, what is cached and what is open belongs to the one before; it is kept for them. Never resolves: the page goes. */
export function beginAnew(): Promise<never> {
  location.hash = '#/'
  location.reload()
  return new Promise(() => undefined)
}
