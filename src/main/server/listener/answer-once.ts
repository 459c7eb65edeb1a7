/** Answers a delivery that came before as it was answered then, and does nothing else; remembers what is answered to a new one. */
import { isAccepted } from '#shared/core/hook-health.ts'
import type { Refusal, Reply } from '#shared/dialects/dialect.ts'
import { decideAddress } from '../actions/hooks/decide-address.ts'
import type { RecordVerdict } from '../actions/posts/record-verdict.ts'
import type { Context } from '../context.ts'
import type { AddressTarget } from '../store/addresses.ts'
import type { Tx } from '../store/connection.ts'
import { findMessage } from '../store/messages.ts'
import { findSeen, insertSeen, type SeenDelivery } from '../store/seen-deliveries.ts'
import { readSettings } from '../store/settings.ts'
import { findReasonOf } from '../store/verdicts.ts'
import { buildVerdict, type Progress } from './build-verdict.ts'
import type { Delivery } from './delivery-key.ts'
import { describeMoment } from './describe-moment.ts'
import type { Answer, HookHttpRequest } from './receive-hook.ts'
import type { Route } from './routes.ts'

export interface OnceContext {
  readonly ctx: Context
  readonly record: RecordVerdict
  readonly route: Route
  readonly request: HookHttpRequest
  readonly progress: Progress
  readonly refused: (refusal: Refusal) => Answer
  /** Undefined for a sender that names no deliveries: then each is new. */
  readonly delivery: Delivery | undefined
}

/**
 * To be called inside a write, which is what makes a thousand repeats at once one message. `act` posts and keeps its own verdict. What was refused is
 * not remembered, so that its sender may mend it.
 */
export function answerOnce(tx: Tx, once: OnceContext, act: () => Answer): Answer {
  const { ctx, progress, delivery, route, request } = once
  const { target } = progress
  // Whoever may not post here is told so, also of what came before.
  if (!delivery || !target || decideAddress(target, readSettings(tx), ctx.now())) return act()
  const seen = findSeen(tx, target.hookId, delivery.key.hash, ctx.now())
  const repeat = seen && !cameToNothing(tx, target, seen) ? answerRepeat(tx, once, target, delivery, seen) : undefined
  if (repeat) return repeat
  const answer = act()
  if (!isKept(answer)) return answer
  const { messages, reply } = answer
  insertSeen(tx, target.hookId, delivery.key.hash, { at: ctx.now(), bodyHash: delivery.bodyHash, dialect: route.dialect.id, requestId: request.requestId, messageId: messages[0]?.id ?? null, answer: JSON.stringify(reply) })
  return answer
}

/** What is posted, and what will be. */
const isKept = ({ reason, messages }: Answer): boolean => messages.length > 0 || reason === 'queued'

/** It waited for its turn and was not posted then. Where its verdict is not kept any more, it is held to be posted. */
function cameToNothing(tx: Tx, { hookId }: AddressTarget, { messageId, requestId }: SeenDelivery): boolean {
  const reason = messageId === null ? findReasonOf(tx, hookId, requestId) : undefined
  return reason !== undefined && !isAccepted(reason)
}

function answerRepeat(tx: Tx, once: OnceContext, target: AddressTarget, { key, bodyHash }: Delivery, seen: SeenDelivery): Answer | undefined {
  const isSame = seen.bodyHash === bodyHash
  const named = `${key.header}: ${key.name}`
  const first = `request ${seen.requestId} ${describeMoment(seen.at, once.ctx.now())}`
  if (!isSame && key.otherBody === 'refuse') {
    return keep(tx, once, target, seen, { reason: 'key_reused', detail: `${named} belongs to ${first}, which had another body: nothing was posted. Send a new key with a new body.` })
  }
  const beside = isSame ? '' : ' Its body differs from the first one’s.'
  return keep(tx, once, target, seen, { reason: 'duplicate', detail: `A repeat of ${first} (${named}): nothing more was posted.${beside}` })
}

function keep(tx: Tx, { ctx, record, route, request, progress, refused }: OnceContext, target: AddressTarget, seen: SeenDelivery, refusal: Refusal): Answer {
  const isRepeat = refusal.reason === 'duplicate'
  // The same hook may have addresses in several dialects: each gets its own words.
  const reply = isRepeat && seen.dialect === route.dialect.id ? (JSON.parse(seen.answer) as Reply) : refused(refusal).reply
  const message = seen.messageId === null ? undefined : findMessage(tx, seen.messageId)
  record(tx, { ...buildVerdict(request, { ...progress, target }, refusal, reply.status), messageId: message?.id ?? null, channel: message?.channel ?? null })
  ctx.log.debug({ requestId: request.requestId, first: seen.requestId }, 'a delivery came again')
  return { reason: refusal.reason, messages: isRepeat && seen.messageId !== null ? [{ id: seen.messageId }] : [], reply }
}
