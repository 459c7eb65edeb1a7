/** Discord's components: texts, pictures and buttons of a message that has more than words and embeds. What cannot work here is shown. */
import type { Attachment, AttachmentAction } from '#shared/contract/message.ts'
import { isRecord } from '../payload-values.ts'
import { discordToMarkdown, discordToPlain, type Named } from './markdown.ts'

export interface ComponentsRead {
  /** Markdown of what stands outside of containers. */
  readonly text: string
  readonly cards: readonly Attachment[]
}

const mostComponents = 40
const mostDepth = 5
const mostActions = 25
/** Numbers of Discord's documents. */
const row = 1
const button = 2
const selects: readonly unknown[] = [3, 5, 6, 7, 8]
const section = 9
const textDisplay = 10
const thumbnail = 11
const gallery = 12
const container = 17

interface Gathered {
  readonly texts: string[]
  readonly pictures: string[]
  readonly thumbs: string[]
  readonly actions: AttachmentAction[]
  readonly cards: Attachment[]
  left: number
}

export function readComponents(raw: unknown, named: Named): ComponentsRead {
  const all = gather(raw, named, mostDepth)
  const rest = toCards({ ...all, texts: [] }, undefined)
  return { text: all.texts.join('\n\n'), cards: [...all.cards, ...rest] }
}

function gather(raw: unknown, named: Named, depth: number): Gathered {
  const into: Gathered = { texts: [], pictures: [], thumbs: [], actions: [], cards: [], left: mostComponents }
  takeAll(raw, into, { named, depth })
  return into
}

interface Walk {
  readonly named: Named
  readonly depth: number
}

function takeAll(raw: unknown, into: Gathered, walk: Walk): void {
  if (!Array.isArray(raw) || walk.depth === 0) return
  for (const item of raw as unknown[]) {
    if (into.left === 0) return
    into.left -= 1
    if (isRecord(item)) take(item, into, { ...walk, depth: walk.depth - 1 })
  }
}

function take(item: Readonly<Record<string, unknown>>, into: Gathered, walk: Walk): void {
  const type = item['type']
  if (type === textDisplay) return addText(into, discordToMarkdown(textOf(item, 'content'), walk.named))
  if (type === button || selects.includes(type)) return addAction(into, item, walk.named)
  if (type === thumbnail) return addPicture(into.thumbs, item['media'])
  if (type === gallery) return (Array.isArray(item['items']) ? item['items'].slice(0, 10) : []).forEach((one) => addPicture(into.pictures, isRecord(one) ? one['media'] : undefined))
  if (type === container) {
    into.cards.push(...toCards(gather(item['components'], walk.named, walk.depth), item['accent_color']))
    return
  }
  if (type !== row && type !== section) addText(into, discordToMarkdown(textOf(item, 'content') || textOf(item, 'label'), walk.named))
  takeAll(item['components'], into, walk)
  if (isRecord(item['accessory'])) take(item['accessory'], into, walk)
}

function addText(into: Gathered, text: string): void {
  if (text.trim() !== '') into.texts.push(text)
}

function addPicture(into: string[], media: unknown): void {
  const url = isRecord(media) ? textOf(media, 'url') : ''
  if (/^(?:https?|attachment):\/\/[^\s/]/i.test(url)) into.push(url)
}

function addAction(into: Gathered, item: Readonly<Record<string, unknown>>, named: Named): void {
  if (into.actions.length >= mostActions) return
  const isSelect = item['type'] !== button
  const emoji = isRecord(item['emoji']) && !('id' in item['emoji'] && item['emoji']['id'] !== null) ? textOf(item['emoji'], 'name') : ''
  const label = [emoji, textOf(item, isSelect ? 'placeholder' : 'label')].filter((one) => one !== '').join(' ')
  const text = discordToPlain(label, named).slice(0, 150).toWellFormed()
  const url = textOf(item, 'url')
  if (text === '' && url === '') return
  const options = Array.isArray(item['options']) ? (item['options'] as unknown[]).slice(0, 25).flatMap((one) => (isRecord(one) ? [textOf(one, 'label')] : [])) : []
  into.actions.push({ type: isSelect ? 'select' : 'button', text: text || url, ...(/^https?:\/\/[^\s/]/i.test(url) ? { url } : {}), ...(options.length === 0 ? {} : { options }) })
}

/** One card with the words and the first picture; each other picture on one of its own. */
function toCards({ texts, pictures, thumbs, actions }: Gathered, accent: unknown): Attachment[] {
  const color = typeof accent === 'number' && accent >= 0 && accent <= 0xffffff ? `#${Math.trunc(accent).toString(16).padStart(6, '0')}` : undefined
  const [first, ...others] = pictures
  const card: Attachment = {
    ...(color === undefined ? {} : { color }),
    ...(texts.length === 0 ? {} : { text: texts.join('\n\n') }),
    ...(first === undefined ? {} : { image_url: first }),
    ...(thumbs[0] === undefined ? {} : { thumb_url: thumbs[0] }),
    ...(actions.length === 0 ? {} : { actions }),
  }
  const isEmpty = Object.keys(card).every((key) => key === 'color')
  return [...(isEmpty ? [] : [card]), ...others.map((url): Attachment => ({ ...(color === undefined ? {} : { color }), image_url: url }))]
}

function textOf(record: Readonly<Record<string, unknown>>, key: string): string {
  const value = record[key]
  return typeof value === 'string' ? value.toWellFormed() : ''
}
