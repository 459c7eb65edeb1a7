/** Reads what can be pressed or chosen in Block Kit: a button with an address opens it, all others would call a program that is not here. */
import type { AttachmentAction } from '#shared/contract/message.ts'
import { readPlain } from './block-words.ts'
import { oneLine } from './cards/card-part.ts'
import { listOf, stringOf, webAddress } from './payload-words.ts'

const maxActions = 25
const maxOptions = 100
const maxLabel = 200

/** `elements`: anything. Adds to `ignored` what is shown and does nothing, and what has no words to show. */
export function readBlockActions(elements: unknown, ignored: Set<string>): AttachmentAction[] {
  return listOf(elements)
    .slice(0, maxActions)
    .flatMap((element) => {
      const actions = readElement(element)
      if (actions.length === 0 || actions.some(({ url }) => url === undefined)) ignored.add(`blocks.${(stringOf(element['type']) || 'actions').slice(0, 40)}`)
      return actions
    })
}

function readElement(element: Record<string, unknown>): AttachmentAction[] {
  const label = labelOf(element['label']) || labelOf(element['text']) || labelOf(element['placeholder'])
  const options = readOptions(element)
  switch (element['type']) {
    case 'overflow':
      return readOverflow(element)
    case 'feedback_buttons':
      return [element['positive_button'], element['negative_button']].flatMap((button) => listOf(button).flatMap((one) => readElement({ type: 'button', ...one })))
    case 'checkboxes':
    case 'radio_buttons':
      return options.length === 0 ? [] : [{ type: 'select', text: label || options[0]!, options }]
    case 'button':
    case 'workflow_button':
    case 'icon_button':
      return readButton(element, label)
    default:
      return options.length > 0 || /select/.test(stringOf(element['type'])) ? readSelect(element, { label, options }) : readOther(element, label)
  }
}

function readButton(element: Record<string, unknown>, label: string): AttachmentAction[] {
  const url = webAddress(element['url'])
  const text = label || labelOf(element['alt_text']) || url
  const style = stringOf(element['style'])
  return text === undefined ? [] : [{ type: 'button', text, ...(url === undefined ? {} : { url }), ...(/^(?:primary|danger)$/.test(style) ? { style } : {}) }]
}

function readSelect(element: Record<string, unknown>, { label, options }: { label: string; options: string[] }): AttachmentAction[] {
  const chosen = listOf(element['initial_option']).map((option) => labelOf(option['text']))[0]
  const text = label || chosen || options[0]
  return text === undefined ? [] : [{ type: 'select', text, ...(options.length === 0 ? {} : { options }) }]
}

/** The menu of three dots: those of its entries that lead somewhere are links. */
function readOverflow(element: Record<string, unknown>): AttachmentAction[] {
  return listOf(element['options']).slice(0, maxActions).flatMap((option) => readButton(option, labelOf(option['text'])))
}

/** Dates, times and text fields: what they ask for, or what stands in them. */
function readOther(element: Record<string, unknown>, label: string): AttachmentAction[] {
  const text = label || ['initial_date', 'initial_time', 'initial_value'].map((key) => labelOf(element[key])).find((one) => one !== '')
  return text === undefined || text === '' ? [] : [{ type: 'button', text }]
}

function readOptions(element: Record<string, unknown>): string[] {
  const grouped = listOf(element['option_groups']).flatMap((group) => listOf(group['options']))
  return [...listOf(element['options']), ...grouped].slice(0, maxOptions).flatMap((option) => labelOf(option['text']) || [])
}

function labelOf(node: unknown): string {
  return oneLine(readPlain(node)).slice(0, maxLabel).toWellFormed()
}
