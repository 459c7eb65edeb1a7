/** Posts what a receiver answered, as Mattermost reads answers: JSON with `text` or `attachments`, in the channel or as a comment. */
import type { PostedMessage } from '#shared/contract/change.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Attachment } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import type { FormatId, Subscription } from '#shared/contract/subscription.ts'
import { parseFirstJson } from '#shared/core/json-scan.ts'
import { splitText } from '#shared/core/split-text.ts'
import { decodePayload } from '#shared/dialects/decode-payload.ts'
import type { HookPost } from '#shared/dialects/dialect.ts'
import { mattermostRules } from '#shared/dialects/mattermost.ts'
import type { PayloadRules } from '#shared/dialects/payload-rules.ts'
import { slackRules } from '#shared/dialects/slack.ts'
import { commitPost } from '../actions/messages/commit-post.ts'
import { decideSender } from '../actions/posts/decide-sender.ts'
import type { Context } from '../context.ts'
import { findChannel, type ChannelRow } from '../store/channels.ts'
import type { Tx } from '../store/connection.ts'
import type { DueDelivery } from '../store/deliveries.ts'
import { findMessage } from '../store/messages.ts'
import { findPersonByUsername, isRemoved } from '../store/people.ts'
import { readSettings } from '../store/settings.ts'
import type { SentResult } from './send-parcel.ts'

/** What a receiver wants to be posted. */
export interface Answer {
  readonly post: HookPost
  readonly isComment: boolean
}

/** Programs written for Slack answer in its markup, all others as Mattermost's do. */
const slackAnswers: PayloadRules = { ...slackRules, readsBlocks: false }
const otherAnswers: PayloadRules = { ...mattermostRules, checksType: false, isLenient: true }

/** Status and Content-Type do not matter; undefined for an answer that is no JSON, or says nothing. */
export function readAnswer(result: SentResult, formatOf: () => FormatId | undefined): Answer | undefined {
  if (result.kind !== 'answered' || result.cut || result.body.trim() === '') return undefined
  const read = parseFirstJson(result.body)
  const decoded = read.ok ? decodePayload(read.value, formatOf() === 'slack' ? slackAnswers : otherAnswers) : undefined
  if (!read.ok || decoded?.ok !== true) return undefined
  return { post: decoded.post, isComment: (read.value as Record<string, unknown>)['response_type'] === 'comment' }
}

export interface Answered {
  readonly delivery: DueDelivery
  readonly subscription: Subscription
  readonly answer: Answer
}

/** Part of a write. Where nobody posts any more, nothing is, and nothing in the name of who was removed. */
export function postAnswer(ctx: Context, tx: Tx, { delivery, subscription, answer }: Answered): void {
  const channel = findChannel(tx, delivery.channelId)
  const owner = findPersonByUsername(tx, subscription.owner)
  if (!channel || channel.archivedAt !== null || channel.hooksAllowed === 0 || !owner || isRemoved(tx, owner.id)) return
  const rootId = answer.isComment ? rootOf(tx, delivery.messageId) : undefined
  post(ctx, tx, { delivery, subscription, owner, channel, answer: answer.post, rootId })
}

/** A comment on a reply goes to the reply's root. */
function rootOf(tx: Tx, messageId: MessageId | null): MessageId | undefined {
  const message = messageId === null ? undefined : findMessage(tx, messageId)
  const rootId = message && (message.threadRootId ?? message.id)
  // Nobody reads below what was deleted.
  return rootId !== undefined && findMessage(tx, rootId)?.deletedAt === null ? rootId : undefined
}

interface Posting {
  readonly delivery: DueDelivery
  readonly subscription: Subscription
  readonly owner: Person
  readonly channel: ChannelRow
  readonly answer: HookPost
  readonly rootId: MessageId | undefined
}

function post(ctx: Context, tx: Tx, { delivery, subscription, owner, channel, answer, rootId }: Posting): void {
  const settings = readSettings(tx)
  const { username, iconUrl, iconEmoji, ownerPicture } = decideSender({
    hook: { ...subscription, iconEmoji: null, rules: { allowName: true, allowIcon: true } },
    post: { ...answer, iconEmoji: undefined },
    nameWithout: 'webhook',
    settings,
  })
  const texts = splitText(answer.text, settings['messages.maxLength'])
  for (const [index, text] of texts.entries()) {
    const body: PostedMessage = {
      messageId: ctx.newId<MessageId>(),
      type: 'webhook',
      authorId: owner.id,
      text,
      username,
      hookId: null,
      iconUrl,
      iconEmoji,
      attachments: index === texts.length - 1 ? (answer.attachments as Attachment[]) : [],
      props: answer.props,
      subscriptionId: subscription.id,
      hops: delivery.hops + 1,
      ...(rootId === undefined ? {} : { threadRootId: rootId }),
      ...(answer.priority === undefined ? {} : { priority: answer.priority }),
      ...(ownerPicture ? { ownerPicture: true as const } : {}),
    }
    commitPost(ctx, tx, body, { channel, author: { username: owner.username, displayName: username }, hookName: subscription.name })
  }
}
