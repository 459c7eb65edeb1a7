/** Kommo's webhooks for chats, version 1 and 2: keys in the order of its examples, compact JSON, `/` written `\/`. */
import type { Format, OutgoingEvent } from './format.ts'

/** `sticker` is never sent: there are none. */
type KommoType = 'text' | 'file' | 'video' | 'picture' | 'voice' | 'audio'

interface Media {
  readonly type: KommoType
  readonly text: string
  readonly media: string
  readonly thumbnail: string
  readonly file_name: string
  readonly file_size: number
}

/** The first file decides; the others are not told of. */
function mediaOf({ message }: OutgoingEvent): Media {
  const file = message?.files[0]
  return {
    type: file === undefined ? 'text' : file.kind,
    text: message?.text ?? '',
    media: file?.url ?? '',
    thumbnail: file?.thumbnailUrl ?? '',
    file_name: file?.name ?? '',
    file_size: file?.sizeBytes ?? 0,
  }
}

const seconds = (at: number): number => Math.floor(at / 1000)

function write(value: unknown): { contentType: string; body: string } {
  return { contentType: 'application/json', body: JSON.stringify(value).replaceAll('/', '\\/') }
}

export const kommoV1: Format = {
  id: 'kommo-v1',
  label: 'Kommo v1',
  events: ['posted', 'files'],
  tellsOfHooks: false,
  encode: (event) => write({ receiver: event.receiver, conversation_id: event.channel.id, ...mediaOf(event) }),
}

export const kommoV2: Format = {
  id: 'kommo-v2',
  label: 'Kommo v2',
  events: ['posted', 'files'],
  tellsOfHooks: false,
  encode: (event) =>
    write({
      account_id: event.workspace.id,
      time: seconds(event.at),
      message: {
        receiver: { id: event.receiver, ...event.receiverProfile },
        sender: { id: event.person.id },
        conversation: { id: event.channel.id },
        timestamp: seconds(event.message?.createdAt ?? event.at),
        message: { id: event.message?.id ?? '', ...mediaOf(event) },
      },
    }),
}
