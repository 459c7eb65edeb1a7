/** Turns what a hook wants to post into messages: name, picture, parts of a long text, and who is told. */
import type { PostedFile, PostedMessage } from '#shared/contract/change.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Attachment, Message } from '#shared/contract/message.ts'
import type { Settings } from '#shared/contract/settings.ts'
import { splitText } from '#shared/core/split-text.ts'
import type { Dialect, HookPost } from '#shared/dialects/dialect.ts'
import type { Context } from '../../context.ts'
import type { AddressTarget } from '../../store/addresses.ts'
import { getCase } from '../../store/cases.ts'
import type { Tx } from '../../store/connection.ts'
import { listNames } from '../../store/message-row.ts'
import { commitPost } from '../messages/commit-post.ts'
import { decideSender } from './decide-sender.ts'
import { narrowMentions } from './narrow-mentions.ts'
import type { Place } from './post-from-hook.ts'
import type { Target } from './resolve-target.ts'

export interface Parts extends Place {
  readonly address: AddressTarget
  readonly dialect: Dialect
  readonly post: HookPost
  readonly files: readonly PostedFile[]
  readonly hops: number
  readonly settings: Settings
  readonly target: Target
  /** One message, however long the text. */
  readonly isWhole?: boolean
}

export interface Posted {
  readonly messages: Message[]
  /** Sentences: who was named and not told, and why. */
  readonly untold: readonly string[]
}

/** Attachments and files go on the last part; a case is opened by the first. */
export function postParts(ctx: Context, tx: Tx, parts: Parts): Posted {
  const { dialect, post, settings, target, caseOf } = parts
  const shared = describeSender(parts)
  const texts = parts.isWhole === true ? [post.text] : splitText(post.text, dialect.textLimit ?? settings['messages.maxLength'])
  const posted = texts.map((text, index) => {
    const last = index === texts.length - 1
    const body: PostedMessage = {
      messageId: ctx.newId<MessageId>(),
      ...shared,
      text,
      attachments: last ? (post.attachments as Attachment[]) : [],
      ...(last && parts.files.length > 0 ? { files: [...parts.files] } : {}),
    }
    if (index === 0 && parts.rootId === null && post.thread !== undefined) body.threadKey = post.thread.key
    if (index === 0 && caseOf !== null) body.case = { id: caseOf === 'opens' ? body.messageId : caseOf, externalId: post.case?.id ?? null }
    return postOne(ctx, tx, parts, body)
  })
  const messages = posted.map(({ message }) => message)
  const caseId = messages[0]?.caseId
  if (caseId != null) tx.emit({ name: 'case.changed', data: getCase(tx, caseId) }, target.id)
  return { messages, untold: posted.flatMap(({ untold }) => untold) }
}

export function describeSender({ address, dialect, post, settings, rootId, hops }: Parts): Omit<PostedMessage, 'messageId' | 'text' | 'attachments' | 'mentions' | 'named'> {
  const { username, iconUrl, iconEmoji, ownerPicture } = decideSender({ hook: { ...address, name: address.hookName }, post, nameWithout: dialect.nameWithout, settings })
  return {
    type: 'webhook',
    authorId: address.ownerId,
    username,
    hookId: address.hookId,
    iconUrl,
    iconEmoji,
    props: shownProps(post),
    ...(rootId === null ? {} : { threadRootId: rootId }),
    ...(hops === 0 ? {} : { hops }),
    ...(post.priority === undefined ? {} : { priority: post.priority }),
    ...(post.isSilent === true ? { silent: true as const } : {}),
    ...(post.isTest === true ? { test: true as const } : {}),
    ...(ownerPicture ? { ownerPicture: true as const } : {}),
  }
}

/** What the message carries besides words and cards. */
export function shownProps({ props, customType }: Pick<HookPost, 'props' | 'customType'>): Record<string, unknown> {
  return customType === undefined ? { ...props } : { ...props, custom_type: customType }
}

function postOne(ctx: Context, tx: Tx, { address, dialect, post, target }: Parts, draft: PostedMessage): { message: Message; untold: readonly string[] } {
  const { kept, untold } = narrowMentions(tx, { address, dialect, channelId: target.id, body: draft, asked: post.mentions, now: ctx.now() })
  const body = { ...draft, ...kept }
  const author = { username: address.owner, displayName: body.username ?? address.hookName }
  return { message: commitPost(ctx, tx, body, { channel: target, author, hookName: address.hookName, named: kept.named && listNames(tx, kept.named) }), untold }
}
