/** Discord's addresses for what writes Slack's or GitHub's format: the same secret with `/slack` or `/github` behind it. */
import { any } from '../any.ts'
import { decodeChat } from '../decode-chat.ts'
import type { Decoded, Dialect, PostedContext, RawPost } from '../dialect.ts'
import { isRepeat, okReply } from '../reply-common.ts'
import { slackRules } from '../slack.ts'
import { discord, posted } from './discord.ts'

const matchBelow = (suffix: string) => (path: string): string | undefined => (path.endsWith(suffix) ? discord.matchPath(path.slice(0, -suffix.length)) : undefined)

/** As its documents say: channel and emoji are not the sender's to choose here. */
const discordSlack: Dialect = {
  ...discord,
  behind: '/slack',
  matchPath: matchBelow('/slack'),
  claimsPath: () => false,
  decode(request) {
    const decoded = decodeChat(request, slackRules)
    if (!decoded.ok) return decoded
    const { rawChannel, iconEmoji, ...post } = decoded.post
    const ignored = [...post.ignored, ...(rawChannel === undefined ? [] : ['channel']), ...(iconEmoji === undefined ? [] : ['icon_emoji'])]
    return { ok: true, post: { ...post, rawChannel: undefined, iconEmoji: undefined, ignored } }
  },
  posted: okReply,
  refused: (refusal, context) => (isRepeat(refusal.reason) ? okReply(context) : discord.refused(refusal, context)),
}

const discordGithub: Dialect = {
  ...discord,
  behind: '/github',
  matchPath: matchBelow('/github'),
  claimsPath: () => false,
  decode: decodeUnknownEvent,
  // There it waits unless told not to.
  posted: (context: PostedContext) => posted(context.query.has('wait') ? context : { ...context, query: new URLSearchParams('wait=true') }),
}

/** Events are read before any dialect is asked; this is what nobody knows. */
function decodeUnknownEvent(request: RawPost): Decoded {
  const decoded = any.decode(request)
  return decoded.ok ? { ok: true, post: { ...decoded.post, mentions: 'none' } } : decoded
}

export const discordVariants: readonly Dialect[] = [discordSlack, discordGithub]
