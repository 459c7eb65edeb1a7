/** Answers the tools that write for Teams, Google Chat and, at an address for any tool, Discord as those would; all others as the address's dialect does. */
import type { Dialect, HookPost, PostedContext, Refusal, Reply, ReplyContext } from './dialect.ts'
import { answerDiscord, wantsMessage } from './discord/discord.ts'
import { discordRefusal } from './discord/reply.ts'
import { jsonReply, textReply } from './reply-common.ts'

export function answerPosted(dialect: Dialect, context: PostedContext): Reply {
  switch (context.post.answerAs) {
    case 'teams':
      return teamsSuccess(context)
    case 'googleChat':
      return jsonReply(200, buildGoogleMessage(context))
    case 'discord':
      return answerDiscord(context)
    case undefined:
      return dialect.posted(context)
  }
}

/** Whether its sender wants the message back, or its id, so that it cannot be told that the post waits. */
export function needsMessage(dialect: Dialect, post: Pick<HookPost, 'answerAs'>, query: URLSearchParams, hasFiles: boolean): boolean {
  if (post.answerAs === 'googleChat') return true
  const isDiscord = post.answerAs === 'discord' || (post.answerAs === undefined && dialect.calls !== undefined)
  return isDiscord && wantsMessage(query, hasFiles)
}

/** The status is the address's own. */
export function answerRefused(dialect: Dialect, refusal: Refusal, context: ReplyContext): Reply {
  const reply = dialect.refused(refusal, context)
  // A success: `queued`, a repeat.
  if (reply.status < 300 && refusal.answerAs === 'teams') return teamsSuccess(context)
  const headers = reply.headers === undefined ? {} : { headers: reply.headers }
  switch (refusal.answerAs) {
    case 'teams':
      return { ...textReply(reply.status, refusal.reason === 'nothing_to_post' ? 'Summary or Text is required.' : refusal.detail), ...headers }
    case 'googleChat': {
      const error = { code: reply.status, message: refusal.detail, status: googleStatus[reply.status] ?? (reply.status < 500 ? 'INVALID_ARGUMENT' : 'INTERNAL') }
      return { ...jsonReply(reply.status, { error }), ...headers }
    }
    case 'discord':
      // Its success has a status of its own, which some clients insist on.
      return reply.status < 300 ? discordRefusal(refusal, context) : { ...discordRefusal(refusal, context), status: reply.status }
    case undefined:
      return reply
  }
}

/** A connector says `1`; a workflow, known by the signature that its address has in the query, that it was accepted. Each has clients that insist on it. */
function teamsSuccess({ query }: ReplyContext): Reply {
  return query.has('sig') ? { status: 202 } : textReply(200, '1')
}

const googleStatus: Readonly<Record<number, string>> = { 403: 'PERMISSION_DENIED', 404: 'NOT_FOUND', 429: 'RESOURCE_EXHAUSTED', 503: 'UNAVAILABLE' }

/** The keys that its clients read. Of a text that was split it is the first part. */
function buildGoogleMessage({ messages: [message], post, hook }: PostedContext): Record<string, unknown> {
  if (message === undefined) return {}
  const space = `spaces/${message.channelId}`
  const thread = { name: `${space}/threads/${message.threadRootId ?? message.id}`, ...(post.thread === undefined ? {} : { threadKey: post.thread.key }) }
  return {
    name: `${space}/messages/${message.id}`,
    sender: { name: `users/${message.hookId ?? ''}`, displayName: hook.name, type: 'BOT' },
    createTime: new Date(message.createdAt).toISOString(),
    text: message.text,
    thread,
    space: { name: space, type: 'ROOM', displayName: message.channel },
  }
}
