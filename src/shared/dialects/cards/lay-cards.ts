/** Lays the parts of a foreign card into attachments, whose own order is fixed: title, text, picture and fields, small print, buttons. */
import type { Attachment, AttachmentAction, AttachmentField } from '#shared/contract/message.ts'
import type { CardPart, CardPicture } from './card-part.ts'
import { joinParts } from './card-part.ts'

export const maxCards = 100
const maxActions = 25
const maxFields = 100

/** A part that would have to stand above what is there begins the next card, so the sender's order is kept. */
export function layCards(parts: readonly CardPart[]): Attachment[] {
  const laying: Laying = { cards: [], card: undefined, isDivided: false }
  parts.forEach((part, index) => {
    if (part.kind === 'divider') laying.isDivided = laying.card !== undefined
    else {
      const isInside = part.kind === 'small' && (laying.card?.at ?? place.heading) <= place.text && wordsFollow(parts, index)
      lay(laying, isInside ? { kind: 'text', text: part.text } : part)
      laying.isDivided = false
    }
  })
  return laying.cards.map(toAttachment).slice(0, maxCards)
}

/** The places of a card from above; what comes later in a sender's card must not come earlier in ours. */
const place = { heading: 0, text: 1, middle: 2, small: 3, buttons: 4 } as const

interface Card {
  title: string
  readonly texts: string[]
  thumb: CardPicture | undefined
  picture: CardPicture | undefined
  fields: AttachmentField[]
  readonly smalls: string[]
  icon: string | undefined
  actions: AttachmentAction[]
  /** Whether some of the buttons belong to a text. */
  hasOwnButtons: boolean
  /** The lowest place that is taken. */
  at: number
}

interface Laying {
  readonly cards: Card[]
  card: Card | undefined
  /** Whether a line was drawn above the next part. */
  isDivided: boolean
}

type Laid = Exclude<CardPart, { kind: 'divider' }>

function lay(laying: Laying, part: Laid): void {
  if (part.kind === 'buttons' && part.actions.length === 0) return
  if (part.kind === 'fields' && part.fields.length === 0) return
  const card = laying.card !== undefined && fits(laying.card, part, laying.isDivided) ? laying.card : begin(laying)
  switch (part.kind) {
    case 'heading':
      card.title = part.text
      break
    case 'text':
      return layText(card, part, laying.isDivided)
    case 'fields':
      card.fields = [...card.fields, ...part.fields]
      break
    case 'picture':
      card.picture = part.picture
      break
    case 'small':
      if (part.text !== '') card.smalls.push(part.text)
      card.icon ??= part.icon
      break
    case 'buttons':
      card.actions = [...card.actions, ...part.actions]
      break
  }
  card.at = Math.max(card.at, placeOf(part))
}

function layText(card: Card, { text, thumb, buttons }: Extract<CardPart, { kind: 'text' }>, isDivided: boolean): void {
  if (text.trim() !== '') card.texts.push(...(isDivided && card.texts.length > 0 ? ['---'] : []), text)
  card.thumb ??= thumb
  if (buttons !== undefined && buttons.length > 0) {
    card.actions = [...card.actions, ...buttons]
    card.hasOwnButtons = true
  }
  card.at = place.text
}

function placeOf(part: Laid): number {
  return part.kind === 'fields' || part.kind === 'picture' ? place.middle : place[part.kind]
}

function fits(card: Card, part: Laid, isDivided: boolean): boolean {
  switch (part.kind) {
    case 'heading':
      return false
    case 'text': {
      const ownPlace = part.thumb === undefined || (card.thumb === undefined && card.texts.length === 0)
      const ownButtons = (part.buttons ?? []).length === 0 || !card.hasOwnButtons
      return card.at <= place.text && ownPlace && ownButtons
    }
    case 'fields':
      return card.at <= place.middle && !(isDivided && card.fields.length > 0)
    case 'picture':
      return card.at <= place.middle && card.picture === undefined
    // Below the buttons in theirs, above them in ours: it is about the same things.
    case 'small':
    case 'buttons':
      return true
  }
}

function begin(laying: Laying): Card {
  const card: Card = { title: '', texts: [], thumb: undefined, picture: undefined, fields: [], smalls: [], icon: undefined, actions: [], hasOwnButtons: false, at: place.heading }
  laying.cards.push(card)
  laying.card = card
  laying.isDivided = false
  return card
}

/** Small print above further words belongs between them; at the end of what a line closes, it is a footer. */
function wordsFollow(parts: readonly CardPart[], index: number): boolean {
  const next = parts[index + 1]?.kind
  return next === 'small' ? wordsFollow(parts, index + 1) : next === 'text' || next === 'fields' || next === 'picture'
}

function toAttachment({ title, texts, thumb, picture, fields, smalls, icon, actions }: Card): Attachment {
  return {
    ...(title === '' ? {} : { title }),
    ...(texts.length === 0 ? {} : { text: joinParts(texts, '\n\n') }),
    ...(fields.length === 0 ? {} : { fields: fields.slice(0, maxFields) }),
    ...(picture === undefined ? {} : { image_url: picture.url, ...(picture.alt === '' ? {} : { image_alt: picture.alt }) }),
    ...(thumb === undefined ? {} : { thumb_url: thumb.url }),
    ...(smalls.length === 0 ? {} : { footer: smalls.join(' · ') }),
    ...(icon === undefined || smalls.length === 0 ? {} : { footer_icon: icon }),
    ...(actions.length === 0 ? {} : { actions: actions.slice(0, maxActions) }),
  }
}
