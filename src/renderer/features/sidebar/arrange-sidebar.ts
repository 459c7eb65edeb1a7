/** Which channels stand in the sidebar, in which section and order. */
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { ChannelState } from '#shared/contract/unread.ts'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { channelTitle } from '#renderer/lib/format/channel-title.ts'
import { isConversation, isIn } from '#renderer/lib/data/may-in-channel.ts'

const sectionNames = ['favourites', 'channels', 'direct'] as const
export type SectionName = (typeof sectionNames)[number]

export interface SideRow {
  readonly channel: Channel
  readonly title: string
  /** The other one of a direct channel. */
  readonly person: Person | null
  readonly unread: number
  readonly mentions: number
  readonly muted: boolean
}

export interface SideSection {
  readonly name: SectionName
  readonly folded: boolean
  /** Those that are shown; a folded section still shows what is unread and what is open. */
  readonly rows: readonly SideRow[]
}

export interface SidebarSource {
  readonly channels: readonly Channel[]
  readonly states: readonly ChannelState[]
  readonly people: readonly Person[]
  readonly me: Person
  readonly folded: readonly string[]
  readonly unreadOnly: boolean
  /** Of the page that is shown. */
  readonly path: string
}

/** A muted channel stays quiet: only what names me in it counts, and that is in `mentions`. */
export const isUnread = ({ unread, mentions, muted }: SideRow): boolean => mentions > 0 || (!muted && unread > 0)

/** Sections without a channel are left out. */
export function arrangeSidebar(source: SidebarSource): readonly SideSection[] {
  const states = new Map(source.states.map((state) => [state.channelId, state]))
  const mine = source.channels.filter((channel) => isIn(channel, source.me) && (channel.archivedAt === null || isOpen(channel, source.path)))
  const rows = mine.map((channel) => toRow(channel, states.get(channel.id), source)).sort((a, b) => a.title.localeCompare(b.title))
  const sectionOf = (row: SideRow): SectionName => {
    if (states.get(row.channel.id)?.favourite === true) return 'favourites'
    return isConversation(row.channel) ? 'direct' : 'channels'
  }
  return sectionNames
    .map((name) => ({ name, folded: source.folded.includes(name), all: rows.filter((row) => sectionOf(row) === name) }))
    .filter(({ all }) => all.length > 0)
    .map(({ name, folded, all }) => ({ name, folded, rows: folded || source.unreadOnly ? all.filter((row) => isUnread(row) || isOpen(row.channel, source.path)) : all }))
    .filter(({ rows: shown }) => shown.length > 0 || !source.unreadOnly)
}

export const isOpen = (channel: Channel, path: string): boolean => path === channelPath(channel) || path.startsWith(`${channelPath(channel)}/`)

function toRow(channel: Channel, state: ChannelState | undefined, { me, people }: SidebarSource): SideRow {
  return { channel, ...channelTitle(channel, me.username, people), unread: state?.unread ?? 0, mentions: state?.mentions ?? 0, muted: state?.muted ?? false }
}

/** The row `by` steps from the open one, round the end; from no channel, the first or the last. */
export function stepRow(rows: readonly SideRow[], path: string, by: 1 | -1): SideRow | undefined {
  const at = rows.findIndex(({ channel }) => isOpen(channel, path))
  if (at === -1) return by === 1 ? rows[0] : rows.at(-1)
  return rows[(at + by + rows.length) % rows.length]
}

/** The next unread one in that direction, round the end; undefined when nothing else is unread. */
export function stepUnread(rows: readonly SideRow[], path: string, by: 1 | -1): SideRow | undefined {
  return stepRow(
    rows.filter((row) => isUnread(row) || isOpen(row.channel, path)),
    path,
    by,
  )
}

export interface TopCounts {
  /** Unread channels. */
  readonly catchUp: number
  /** Messages of channels and threads that name me, as the page Mentions lists them: direct ones are left out. */
  readonly mentions: number
}

export function countTop(rows: readonly SideRow[], threadMentions: number): TopCounts {
  return {
    catchUp: rows.filter(isUnread).length,
    mentions: rows.filter(({ channel }) => !isConversation(channel)).reduce((sum, row) => sum + row.mentions, threadMentions),
  }
}
