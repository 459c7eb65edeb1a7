/** What a payload dialect is: the shape of its addresses, how it reads a request, and how it answers. Pure. */
import type { Behind } from '#shared/contract/captured-request.ts'
import type { DialectId } from '#shared/contract/hook.ts'
import type { ChannelId, WorkspaceId } from '#shared/contract/ids.ts'
import type { Attachment, MentionRule, Message, Priority } from '#shared/contract/message.ts'
import type { Reason } from '#shared/contract/verdict.ts'

/** A request after the listener read it: bytes are decompressed, nothing is interpreted. */
export interface RawPost {
  readonly method: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly query: URLSearchParams
  /** Decoded as UTF-8 with U+FFFD for what is not; a byte order mark is gone. */
  readonly rawText: string
  /** Of a multipart body: its plain fields in order; `rawText` is '' then, and its files are kept by the listener. */
  readonly form?: readonly (readonly [name: string, value: string])[]
  /** Whether files came with it that will be posted: then it needs no text. */
  readonly hasFiles?: boolean
  /** The person whose id a sender wrote, as UUID or in 26 characters; undefined for ids of nobody. */
  readonly usernameOf?: (rawId: string) => string | undefined
}

/** What a hook wants to post, in our own terms; every text is Markdown. */
export interface HookPost {
  readonly text: string
  /** As the sender wrote it: `name`, `#name`, `@user`; undefined for the hook's own channel. */
  readonly rawChannel: string | undefined
  readonly rawUsername: string | undefined
  readonly iconUrl: string | undefined
  readonly iconEmoji: string | undefined
  readonly attachments: readonly Attachment[]
  readonly props: Readonly<Record<string, unknown>>
  /** Names of fields that were accepted and have no effect, for the verdict. */
  readonly ignored: readonly string[]
  /** The id of the message to reply to, as the sender wrote it. */
  readonly rawRootId?: string
  readonly priority?: Priority
  readonly isSilent?: boolean
  /** Set by the listener, never by a sender: somebody tries the hook with it. */
  readonly isTest?: true
  /** `custom_…`, which other programs may look for. */
  readonly customType?: string
  readonly case?: CaseReport
  /** Whom names in this post tell; the dialect's own rule when left out. */
  readonly mentions?: MentionRule
  /** What the sender wrote, as JSON: kept for dialects with `calls`, which give it back and change it part by part. */
  readonly source?: unknown
  /** Whose format it was and what happened there, such as `GitHub · push`, where that was not the dialect's own. For the verdict. */
  readonly readAs?: string
  /** The chat whose body it is, where that decides about the answer and not the address. */
  readonly answerAs?: ChatBody
  /** The thread that it belongs to, by the sender's own name for it. */
  readonly thread?: ThreadName
  /** What it is about, by the sender's own name for it. */
  readonly about?: SenderKey
}

/** Posts of a hook with the same key are about the same thing. */
export interface SenderKey {
  /** 1 to 4000 characters. */
  readonly key: string
  /** Whether this post says that it is over: the next one with this key is about something new. */
  readonly ends: boolean
}

/** Chats that tools recognise by their answers, and that are known by their bodies: Discord’s only at an address for any tool, as it has one of its own. */
export type ChatBody = 'teams' | 'googleChat' | 'discord'

/** The first post of a hook with a key opens the thread, all others with it reply there. */
export interface ThreadName {
  /** 1 to 4000 characters. */
  readonly key: string
  /** Where the key is a name that we gave: the root's id. */
  readonly rawRootId?: string
  /** Whether a post is refused where no thread has that key yet. */
  readonly mustExist: boolean
}

/** What a sender that keeps cases says of this message. */
export interface CaseReport {
  /** The sender's own id for the message; undefined for an update without one. */
  readonly id: string | undefined
  /** Ids of earlier messages: the first known one decides which case this updates. Empty: it opens one. */
  readonly references: readonly string[]
}

export type Decoded = { readonly ok: true; readonly post: HookPost } | ({ readonly ok: false } & Refusal)

/** `queued` is none: it is answered like a repeat, because there is no message yet. */
export type Success = 'posted' | 'counted' | 'edited' | 'deleted'

/** Comes after the answer, so that no dialect ever says it. */
export type Later = 'discarded'

/** One field that is wrong, in the words and codes of the dialect. */
export interface FieldProblem {
  /** For instance `['embeds', '0', 'title']`; empty for the whole payload. */
  readonly path: readonly string[]
  readonly code: string
  readonly message: string
}

/** Why nothing is posted. */
export interface Refusal {
  readonly reason: Exclude<Reason, Success | Later>
  /** One sentence for people; goes into the verdict and, where the dialect has room for it, the answer. */
  readonly detail: string
  /** For a broken rule that names a field, as in Mattermost's "Invalid post.type parameter". */
  readonly field?: string
  /** As of a post. */
  readonly answerAs?: ChatBody | undefined
  /** For dialects that tell of each field. */
  readonly problems?: readonly FieldProblem[]
  /** When to come back, in seconds from 1; for `rate_limited`. */
  readonly retryAfterSeconds?: number
  /** The methods that are possible, for `method_refused`; those of a post when left out. */
  readonly allow?: string
  /** The sender's own id for a post that waits. */
  readonly waitingId?: string
  /** For a repeated message: the one that was posted before, and the sender's id for both. */
  readonly earlier?: { readonly id: string; readonly messageId: string; readonly caseId: string }
}

export interface ReplyContext {
  readonly requestId: string
  readonly query: URLSearchParams
  /** The request's `Accept`, or '' when there is none. */
  readonly accept: string
  /** The path's secret, for dialects whose answers repeat a part of it. Never to be logged or stored. */
  readonly secret?: string | undefined
  /** Where the listener answers, without a slash at the end. */
  readonly origin?: string | undefined
}

export interface PostedContext extends ReplyContext {
  /** In order; more than one when a long text was split. */
  readonly messages: readonly Message[]
  /** Of each message, for dialects with `calls`: what its sender may ask for it by. */
  readonly numbers?: readonly number[]
  readonly hook: { readonly name: string; readonly ownerId: string }
  /** What was asked for. */
  readonly post: HookPost
}

/** An HTTP answer. `body` undefined: no content. */
export interface Reply {
  readonly status: number
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface MentionPolicy {
  readonly rule: MentionRule
  /** At most this many people are told of one message. */
  readonly most: number
  /** Names in cards tell nobody. */
  readonly isTextOnly?: true
}

/** A message that came through the hook, and what its sender wrote where the dialect keeps that. */
export interface NumberedMessage {
  readonly message: Message
  /** From 1, of this device; undefined for what came through an address that gives none. */
  readonly number: number | undefined
  readonly source: unknown
}

export interface DescribedHook {
  readonly name: string
  /** Its own: an address or an emoji; null when it has none. */
  readonly picture: string | null
  readonly channelId: ChannelId
  readonly workspaceId: WorkspaceId
}

/** For dialects that have a way of their own to fetch and change what was posted; in all others it is `own-messages.ts`. */
export interface MessageCalls {
  /** The number of a message's id as its sender writes it; undefined for what is no such id. */
  numberOf(rawId: string): number | undefined
  /** What the address tells of itself to who opens it. */
  describe(hook: DescribedHook, context: ReplyContext): Reply
  /** The message, fetched or changed. */
  shown(posted: NumberedMessage, context: ReplyContext): Reply
  /** What the message is to become. */
  decodeEdit(request: RawPost, posted: NumberedMessage): Decoded
}

export interface Dialect {
  readonly id: DialectId
  /** For one that reads and answers for another: what stands behind the address then. */
  readonly behind?: Behind
  /** As shown to people. */
  readonly label: string
  /** One line under the label, for instance `/hooks/k8x3m1f7…`. */
  readonly hint: string
  /** A fresh path, such as `/hooks/…`, with at least 122 random bits from the bytes that the caller gives. `matchPath` finds its secret. */
  mintPath(random: (sizeBytes: number) => Uint8Array): string
  /** The path's secret when the path has this dialect's shape, in the one form that is hashed; else undefined. `path` has no query and no trailing or doubled slash. */
  matchPath(path: string): string | undefined
  /** The same family without a known secret (for instance `/hooks/anything`): who answers when no address matches. */
  claimsPath(path: string): boolean
  /** What stands where neither request nor hook give a name: the word `webhook`, or the hook's own name. */
  readonly nameWithout: 'webhook' | 'hook'
  /** Whom a message tells, as the dialect's own documents say. */
  readonly mentions: MentionPolicy
  /** Code points of one message where the dialect fixes them; else the setting `messages.maxLength` holds. A longer text is split. */
  readonly textLimit?: number
  readonly calls?: MessageCalls
  /** Whether files of a multipart body are posted with the message. */
  readonly takesFiles: boolean
  /** That one message may have, where it is another number than everywhere. */
  readonly mostFiles?: number
  decode(request: RawPost): Decoded
  posted(context: PostedContext): Reply
  refused(refusal: Refusal, context: ReplyContext): Reply
}
