/** What the palette can lead to or do, and which of it a few letters mean. */
import type { ReactNode } from 'react'
import { foldText } from '#shared/core/fold-text.ts'
import { matchNames } from '#shared/core/match-names.ts'
import type { ShortcutId } from '#renderer/lib/screen/shortcuts.ts'

const paletteGroups = ['unread', 'recent', 'places', 'actions', 'settings', 'hooks'] as const
export type PaletteGroup = (typeof paletteGroups)[number]

export interface PaletteItem {
  /** Unlike any other. */
  readonly id: string
  readonly group: PaletteGroup
  readonly label: string
  /** Other words that mean it, for instance a username. */
  readonly names?: readonly string[]
  /** Said in addition, at the end of its row. */
  readonly hint?: string
  readonly icon: ReactNode
  readonly shortcut?: ShortcutId
  readonly isUnread?: boolean
  /** Messages that want me. */
  readonly mentions?: number
  /** `#`, `@` and `>` ask for one kind alone. */
  readonly kind: 'channel' | 'person' | 'action'
  /** Not offered before something is typed. */
  readonly onlyWhenAsked?: boolean
  readonly run: () => void
}

export interface PaletteSection {
  readonly group: PaletteGroup
  readonly items: readonly PaletteItem[]
}

/** How many of a group are shown: it is a list for choosing, not for reading. */
const shown: Readonly<Record<PaletteGroup, number>> = { unread: 6, recent: 6, places: 8, actions: 6, settings: 4, hooks: 4 }
const kinds: Readonly<Record<string, PaletteItem['kind']>> = { '#': 'channel', '@': 'person', '>': 'action' }

/** The items that `query` means, by group: the group of the best match first. */
export function arrangeItems(items: readonly PaletteItem[], query: string): PaletteSection[] {
  const typed = query.trim()
  const kind = kinds[typed[0] ?? '']
  const wanted = foldText(kind === undefined ? typed : typed.slice(1).trim())
  const candidates = kind === undefined ? items : items.filter((item) => item.kind === kind)
  if (typed === '') return toSections(candidates.filter((item) => item.onlyWhenAsked !== true))
  const scored = candidates.map((item) => ({ item, score: scoreOf(item, wanted) })).filter((one): one is { item: PaletteItem; score: number } => one.score !== null)
  scored.sort((a, b) => a.score - b.score)
  // What is unread or recent is a place like others once it is asked for, and comes before its equals.
  return toSections(unique(scored.map(({ item }) => (item.group === 'unread' || item.group === 'recent' ? { ...item, group: 'places' } : item))), true)
}

function scoreOf({ label, names = [] }: PaletteItem, wanted: string): number | null {
  return matchNames(wanted, [label, ...names].map(foldText))
}

/** The same place may be unread, recent and among all. */
function unique(items: readonly PaletteItem[]): PaletteItem[] {
  const seen = new Set<string>()
  return items.filter(({ id }) => !seen.has(id) && seen.add(id))
}

function toSections(items: readonly PaletteItem[], byFirst = false): PaletteSection[] {
  const once = unique(items)
  const groups = byFirst ? [...new Set(once.map(({ group }) => group))] : paletteGroups
  return groups.map((group) => ({ group, items: once.filter((item) => item.group === group).slice(0, shown[group]) })).filter(({ items: list }) => list.length > 0)
}

/** Whether this looks like a search for messages rather than the name of something. */
export function isMessageQuery(query: string): boolean {
  return /(^|\s)-?\p{L}{2,}:|["“„]/u.test(query)
}
