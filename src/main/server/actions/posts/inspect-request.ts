/** Everything about one request: its verdict, how far it came, what it carried, and the message that it became or would become. */
import type { CapturedRequest } from '#shared/contract/captured-request.ts'
import type { HookId, VerdictId } from '#shared/contract/ids.ts'
import type { Attachment, Message } from '#shared/contract/message.ts'
import type { Inspected } from '#shared/contract/rpc/verdicts.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { blankMessage } from '#shared/core/blank-message.ts'
import { listStages } from '#shared/core/stages.ts'
import { decodeRequest } from '#shared/dialects/decode-request.ts'
import { getDialect, getVariant } from '#shared/dialects/index.ts'
import type { HookPost } from '#shared/dialects/dialect.ts'
import type { Actor, Context } from '../../context.ts'
import { findChannel } from '../../store/channels.ts'
import type { Reader } from '../../store/connection.ts'
import { getHook } from '../../store/hooks.ts'
import { findMessage } from '../../store/messages.ts'
import { readSettings } from '../../store/settings.ts'
import { findVerdictRequest, getVerdict } from '../../store/verdicts.ts'
import { requireManage } from '../hooks/change-hook.ts'
import { decideSender } from './decide-sender.ts'
import { findReplayProblem, toRawPost } from './kept-request.ts'
import { mayRead, requireMay } from '../require.ts'

/** @throws AppError `not_found`, `forbidden`. */
export function inspectRequest(ctx: Context, actor: Actor, id: VerdictId): Inspected {
  const verdict = requireVerdict(ctx.reader, actor, id)
  const request = findVerdictRequest(ctx.reader, id)
  const message = findPosted(ctx.reader, actor, verdict)
  return {
    verdict,
    stages: listStages(verdict.reason, verdict.signature !== null),
    request: request ?? null,
    message: message ?? null,
    preview: request && verdict.messageId === null ? (previewMessage(ctx, verdict, request) ?? null) : null,
    replayProblem: findReplayProblem(ctx, verdict, request) ?? null,
  }
}

/** A request is for who may manage its hook; one that reached none is for admins. @throws AppError `not_found`, `forbidden`. */
export function requireVerdict(reader: Reader, actor: Actor, id: VerdictId): Verdict {
  const verdict = getVerdict(reader, id)
  if (verdict.hookId === null) requireMay(reader, actor, 'hook.manage', { isOwn: false }, 'Only admins can see requests to no webhook.')
  else requireManage(reader, actor, verdict.hookId)
  return verdict
}

function findPosted(reader: Reader, actor: Actor, { messageId }: Verdict): Message | undefined {
  const message = messageId === null ? undefined : findMessage(reader, messageId)
  const channel = message && findChannel(reader, message.channelId)
  return channel && mayRead(reader, actor, channel) ? message : undefined
}

/** Read by the same dialect as then; undefined for what it refuses. */
function previewMessage(ctx: Context, verdict: Verdict, request: CapturedRequest): Message | undefined {
  const raw = verdict.dialect === null || verdict.hookId === null ? undefined : toRawPost(verdict, request)
  if (raw === undefined || verdict.dialect === null || verdict.hookId === null) return undefined
  const decoded = decodeRequest(getVariant(verdict.dialect, request.behind), raw)
  return decoded.ok ? toMessage(ctx, verdict, decoded.post, verdict.hookId) : undefined
}

function toMessage({ reader, newId }: Context, { at, dialect }: Verdict, post: HookPost, hookId: HookId): Message {
  const hook = getHook(reader, hookId)
  const nameWithout = dialect === null ? 'webhook' : getDialect(dialect).nameWithout
  return {
    ...blankMessage,
    // Nobody has it, now or later.
    id: newId<Message['id']>(),
    type: 'webhook',
    channel: hook.channel,
    channelId: hook.channelId,
    position: 0,
    author: hook.owner,
    ...decideSender({ hook, post, nameWithout, settings: readSettings(reader) }),
    text: post.text,
    createdAt: at,
    bot: true,
    hookId,
    hookName: hook.name,
    attachments: post.attachments as Attachment[],
    props: post.props,
  }
}
