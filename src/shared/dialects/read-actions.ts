/** Reads the buttons and selects of an attachment. A button with an address opens it; all others would call a program that is not here and are only shown. */
import type { AttachmentAction } from '#shared/contract/message.ts'
import { foldKeys, isRecord } from './payload-values.ts'

const maxActions = 25
const maxOptions = 100
const maxLabel = 200

export interface ActionsRead {
  readonly actions: readonly AttachmentAction[]
  /** Whether anything was left out or has no effect. */
  readonly isCut: boolean
}

type Plain = (raw: string) => string

/** `raw` is the value of `actions`: anything. `plain` reads a label, which is shown without markup. */
export function readActions(raw: unknown, plain: Plain): ActionsRead {
  if (raw === undefined) return { actions: [], isCut: false }
  const items = (Array.isArray(raw) ? (raw as unknown[]) : [raw]).filter((item) => item !== null)
  const actions = items.slice(0, maxActions).flatMap((item) => readAction(item, plain) ?? [])
  return { actions, isCut: actions.length < items.length || actions.some(({ url }) => url === undefined) }
}

/** Without a label there is nothing to show, unless it has an address. */
function readAction(item: unknown, plain: Plain): AttachmentAction | undefined {
  if (!isRecord(item)) return undefined
  const values = foldKeys(item)
  const type = values.get('type') === 'select' ? 'select' : 'button'
  const url = type === 'button' ? readUrl(values.get('url')) : undefined
  // Slack calls the label `text`, and `name` what is sent back; Mattermost calls the label `name`.
  const text = readLabel(values.get('text'), plain) ?? readLabel(values.get('name'), plain) ?? url
  if (text === undefined) return undefined
  const style = values.get('style')
  const options = type === 'select' ? readOptions(values.get('options'), plain) : []
  return {
    type,
    text,
    ...(url === undefined ? {} : { url }),
    ...(typeof style === 'string' && /^(?:[a-z]{1,16}|#[0-9a-f]{3,8})$/i.test(style) ? { style } : {}),
    ...(options.length > 0 ? { options } : {}),
  }
}

function readUrl(raw: unknown): string | undefined {
  return typeof raw === 'string' && /^https?:\/\/\S+$/i.test(raw.trim()) ? raw.trim().toWellFormed() : undefined
}

function readLabel(raw: unknown, plain: Plain): string | undefined {
  return (typeof raw === 'string' && plain(raw.slice(0, maxLabel).toWellFormed()).trim()) || undefined
}

function readOptions(raw: unknown, plain: Plain): string[] {
  if (!Array.isArray(raw)) return []
  return raw.slice(0, maxOptions).flatMap((option) => (isRecord(option) ? (readLabel(foldKeys(option).get('text'), plain) ?? []) : []))
}
