/** kChat: Mattermost's payload at `/hooks/<uuid>`, answered with the created post. */
import type { Message } from '#shared/contract/message.ts'
import { decodeChat } from './decode-chat.ts'
import type { Dialect, PostedContext } from './dialect.ts'
import { everybody, mattermostRules } from './mattermost.ts'
import { mattermostRefusal } from './mattermost-reply.ts'
import { mintUuid } from './mint-secret.ts'
import { jsonReply, textReply } from './reply-common.ts'

const uuidPath = /^\/hooks\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i

export const kchat: Dialect = {
  id: 'kchat',
  label: 'kChat',
  hint: '/hooks/019c23e9-a9a8-…',
  nameWithout: 'webhook',
  mentions: everybody,
  takesFiles: true,
  mintPath: (random) => `/hooks/${mintUuid(random)}`,
  matchPath: (path) => uuidPath.exec(path)?.[1]?.toLowerCase(),
  claimsPath: (path) => uuidPath.test(path),
  decode: (request) => decodeChat(request, mattermostRules),
  posted(context) {
    if (asksForSlackFormat(context.query)) return textReply(200, 'ok')
    const [first] = context.messages
    return first === undefined ? textReply(200, 'ok') : jsonReply(200, buildPost(first, context))
  },
  refused: mattermostRefusal,
}

function asksForSlackFormat(query: URLSearchParams): boolean {
  const value = query.get('slack_return_format')?.toLowerCase()
  return value === 'true' || value === '1'
}

/**
 * The post with the keys of kChat's documented example, in that order. Of a text that was split it is the first part, as in
 * Mattermost. Keys for which there is nothing here (hashtags, files, participants …) hold what the example holds.
 */
function buildPost(message: Message, { hook, post }: PostedContext): Record<string, unknown> {
  return {
    id: message.id,
    create_at: message.createdAt,
    update_at: message.editedAt ?? message.createdAt,
    delete_at: 0,
    // The hook posts on behalf of its owner.
    user_id: hook.ownerId,
    channel_id: message.channelId,
    root_id: message.threadRootId ?? '',
    original_id: '',
    participants: null,
    message: message.text,
    // A post with attachments is of their type, whatever was asked for, as in Mattermost.
    type: message.attachments.length > 0 ? 'slack_attachment' : (post.customType ?? ''),
    props: {
      // As shown: the request's name, the hook's default, or `webhook`.
      override_username: message.username,
      override_icon_url: message.iconUrl,
      override_icon_emoji: message.iconEmoji,
      // The name that was given to the hook when it was set up.
      webhook_display_name: hook.name,
      attachments: message.attachments,
      card: message.props['card'] ?? null,
      from_webhook: 'true',
    },
    hashtags: null,
    metadata: {
      // As in the example, whose post has no attachment either.
      embeds: [{ type: 'message_attachment' }],
      files: [],
      reactions: [],
    },
    file_ids: message.files.length === 0 ? null : message.files.map(({ id }) => id),
    has_reactions: false,
    edit_at: message.editedAt ?? 0,
    is_pinned: false,
    remote_id: null,
    reply_count: 0,
    pending_post_id: null,
    is_following: false,
  }
}
