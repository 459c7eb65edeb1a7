/** Mattermost: `/hooks/<26 characters>`, its payload with Slack's marks in Markdown, and `ok`. */
import { decodeChat } from './decode-chat.ts'
import type { Dialect, MentionPolicy } from './dialect.ts'
import { mattermostRefusal } from './mattermost-reply.ts'
import { lowerAlphanumerics, mintSecret } from './mint-secret.ts'
import type { PayloadRules } from './payload-rules.ts'
import { okReply } from './reply-common.ts'
import { translateAnnouncements, translateMarks } from './slack-marks.ts'

/** kChat reads payloads by the same rules. */
export const mattermostRules: PayloadRules = {
  text: translateMarks,
  title: translateAnnouncements,
  plain: (raw) => raw,
  isLenient: false,
  checksType: true,
  readsBlocks: false,
}

/** “@<username>”, “@channel” and “@here” notify as in any other message. */
export const everybody: MentionPolicy = { rule: 'all', most: 1000 }

export const mattermost: Dialect = {
  id: 'mattermost',
  label: 'Mattermost',
  hint: '/hooks/k8x3m1f7…',
  nameWithout: 'webhook',
  mentions: everybody,
  takesFiles: true,
  mintPath: (random) => `/hooks/${mintSecret(random, lowerAlphanumerics, 26)}`,
  matchPath: (path) => /^\/hooks\/([a-z0-9]{26})$/.exec(path)?.[1],
  claimsPath: (path) => /^\/hooks\/[A-Za-z0-9-]+$/.test(path),
  decode: (request) => decodeChat(request, mattermostRules),
  posted: okReply,
  refused: mattermostRefusal,
}
