/** What an outgoing format is: how one happening in a channel is written for a receiver. Pure. */
import type { Disclosure, FormatId, SubscriptionEvent } from '#shared/contract/subscription.ts'
import type { ChannelType } from '#shared/contract/channel.ts'

export interface OutgoingFile {
  readonly id: string
  readonly name: string
  readonly sizeBytes: number
  readonly kind: 'picture' | 'video' | 'voice' | 'audio' | 'file'
  /** Where the receiver can fetch it for a day; '' when that is not allowed or not possible. */
  readonly url: string
  readonly thumbnailUrl: string
}

export interface OutgoingMessage {
  readonly id: string
  readonly text: string
  readonly createdAt: number
  readonly threadRootId: string | null
  /** Name as shown. */
  readonly username: string
  readonly bot: boolean
  readonly hookName: string | null
  readonly caseId: string | null
  readonly files: readonly OutgoingFile[]
}

/** All that a format may write. Ids are UUIDs, times ms since epoch. */
export interface OutgoingEvent {
  readonly event: SubscriptionEvent
  readonly at: number
  /** Order within the channel. */
  readonly position: number
  readonly workspace: { readonly id: string; readonly name: string }
  readonly channel: { readonly id: string; readonly name: string; readonly type: ChannelType }
  /** Who did it. */
  readonly person: { readonly id: string; readonly username: string; readonly displayName: string }
  /** Null where somebody joined. */
  readonly message: OutgoingMessage | null
  readonly reaction: { readonly emoji: string; readonly added: boolean } | null
  readonly triggerWord: string
  /** Mattermost's and Slack's proof of origin. */
  readonly token: string
  readonly receiver: string
  /** Of that receiver, for Kommo v2; what is not known is left out. Hookline knows neither of its people. */
  readonly receiverProfile?: { readonly phone?: string; readonly email?: string }
}

export interface OutgoingBody {
  readonly contentType: string
  readonly body: string
}

export interface Format {
  readonly id: FormatId
  /** As shown to people. */
  readonly label: string
  /** What it can tell; the rest is not offered with it. */
  readonly events: readonly Disclosure[]
  /** Whether messages of hooks can be told of. */
  readonly tellsOfHooks: boolean
  encode(event: OutgoingEvent): OutgoingBody
}

export const allEvents: readonly SubscriptionEvent[] = ['posted', 'edited', 'deleted', 'reaction', 'joined', 'case']
