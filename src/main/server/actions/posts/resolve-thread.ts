/** The root of the thread that a hook's sender names by a key of its own, or by the name that we gave it. */
import type { HookId, MessageId } from '#shared/contract/ids.ts'
import type { Refusal, ThreadName } from '#shared/dialects/dialect.ts'
import { findHookThread } from '../../store/hook-threads.ts'
import type { Tx } from '../../store/connection.ts'
import { resolveRoot } from './resolve-root.ts'
import type { Target } from './resolve-target.ts'

/** Null: this post opens the thread. */
export function resolveThread(tx: Tx, target: Target, hookId: HookId, thread: ThreadName): MessageId | null | Refusal {
  const known = findHookThread(tx, { hookId, channelId: target.id, key: thread.key }) ?? thread.rawRootId
  const root = known === undefined ? undefined : resolveRoot(tx, target, known)
  if (typeof root === 'string') return root
  if (!thread.mustExist) return null
  return { reason: 'root_not_found', detail: `This webhook has no thread with the key “${thread.key.slice(0, 100).toWellFormed()}” in #${target.name}, and the request asks for one.` }
}
