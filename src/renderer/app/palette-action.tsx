/** Makes an item of the palette that does something. */
import type { LucideIcon } from 'lucide-react'
import type { PaletteItem } from '#renderer/features/palette/index.ts'

export type ActionDraft = Pick<PaletteItem, 'id' | 'label' | 'run'> & Partial<PaletteItem>

export function action(Icon: LucideIcon, draft: ActionDraft): PaletteItem {
  return { group: 'actions', kind: 'action', icon: <Icon className="icon" />, ...draft }
}
