/** Reads the actions of adaptive cards: one opens an address; what another card shows is shown; all others need a program. */
import type { AttachmentAction } from '#shared/contract/message.ts'
import { oneLine } from '../cards/card-part.ts'
import { listOf, stringOf, webAddress, wordOf } from '../payload-words.ts'
import { isRecord } from '../payload-values.ts'

const maxActions = 25

export interface AdaptiveActions {
  readonly buttons: readonly AttachmentAction[]
  /** Cards that a press would unfold; nothing is hidden here. */
  readonly shown: readonly { readonly title: string; readonly card: Readonly<Record<string, unknown>> }[]
}

/** `actions`: anything. Adds to `ignored` what does nothing. */
export function readAdaptiveActions(actions: unknown, ignored: Set<string>): AdaptiveActions {
  const buttons: AttachmentAction[] = []
  const shown: { title: string; card: Record<string, unknown> }[] = []
  for (const action of listOf(actions).slice(0, maxActions)) {
    const type = stringOf(action['type'])
    const title = oneLine(wordOf(action['title']))
    if (type === 'Action.ShowCard' && isRecord(action['card'])) shown.push({ title, card: action['card'] })
    else {
      const url = type === 'Action.OpenUrl' || type === '' ? webAddress(action['url']) : undefined
      const text = title || url
      if (text === undefined || url === undefined) ignored.add((type || 'actions').slice(0, 40))
      if (text !== undefined) buttons.push({ type: 'button', text, ...(url === undefined ? {} : { url }), ...styleOf(action['style']) })
    }
  }
  return { buttons, shown }
}

function styleOf(style: unknown): { style?: string } {
  return style === 'positive' ? { style: 'primary' } : style === 'destructive' ? { style: 'danger' } : {}
}
