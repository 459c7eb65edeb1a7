/** What Discord answers about messages, webhooks and refusals: its objects, with ids in its form. */
import type { Message } from '#shared/contract/message.ts'
import type { FieldProblem } from '../dialect.ts'
import { isRecord } from '../payload-values.ts'
import type { DiscordSource } from './read-payload.ts'

/** Ids are numbers of 18 digits for Discord's clients; they are larger than JavaScript's numbers, so they stay text. */
const firstId = 10n ** 17n

export function toDiscordId(number: number): string {
  return String(firstId + BigInt(number))
}

/** Undefined for what no message can have. */
export function fromDiscordId(rawId: string): number | undefined {
  if (!/^\d{17,20}$/.test(rawId)) return undefined
  const number = BigInt(rawId) - firstId
  return number > 0n && number <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(number) : undefined
}

/** A number for a UUID, always the same one; nobody can ask for the UUID by it. */
export function uuidToDiscordId(uuid: string): string {
  return String(firstId + (BigInt(`0x${uuid.replace(/[^0-9a-f]/gi, '') || '0'}`) % (9n * firstId)))
}

export interface MessageFacts {
  readonly message: Message
  /** Undefined where its sender cannot ask for it again. */
  readonly number: number | undefined
  readonly source: DiscordSource
  /** The id in the address's path. */
  readonly webhookId: string
}

/** https://discord.com/developers/docs/resources/message#message-object, as a webhook's sender gets it. */
export function describeMessage({ message, number, source, webhookId }: MessageFacts): Record<string, unknown> {
  const flags = Number(source.flags)
  return {
    id: number === undefined ? uuidToDiscordId(message.id) : toDiscordId(number),
    type: 0,
    content: typeof source.content === 'object' ? '' : String(source.content ?? '').trim(),
    channel_id: uuidToDiscordId(message.channelId),
    author: { id: webhookId, username: message.username, avatar: null, discriminator: '0000', public_flags: 0, flags: 0, bot: true, global_name: null },
    attachments: message.files.map(({ id, name, mediaType, sizeBytes, width, height }) => {
      const url = `attachment://${encodeURIComponent(name)}`
      return { id: uuidToDiscordId(id), filename: name, size: sizeBytes, url, proxy_url: url, content_type: mediaType, ...(width === null ? {} : { width, height }) }
    }),
    embeds: Array.isArray(source.embeds) ? source.embeds.filter(isRecord).map((embed) => ({ type: 'rich', ...embed })) : [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: message.pinnedAt !== null,
    tts: false,
    timestamp: isoTime(message.createdAt),
    edited_timestamp: message.editedAt === null ? null : isoTime(message.editedAt),
    flags: Number.isSafeInteger(flags) ? flags : 0,
    components: Array.isArray(source.components) ? source.components : [],
    webhook_id: webhookId,
    ...(message.threadRootId === null ? {} : { position: message.position }),
  }
}

/** Microseconds and the offset, as Discord writes times. */
function isoTime(at: number): string {
  return new Date(at).toISOString().replace('Z', '000+00:00')
}

/** `{"embeds": {"0": {"title": {"_errors": […]}}}}`. */
export function toErrorTree(problems: readonly FieldProblem[]): Record<string, unknown> {
  const tree: Record<string, unknown> = {}
  for (const { path, code, message } of problems) {
    let at = tree
    for (const key of path) at = (at[key] ??= {}) as Record<string, unknown>
    ;((at['_errors'] ??= []) as unknown[]).push({ code, message })
  }
  return tree
}
