/** Counts what is unread, per channel and for the badge. Each count stops at a limit, so that it costs the same in any history. */
import { UNREAD_LIMIT, type ChannelState, type NotifyLevel, type Unreads } from '#shared/contract/unread.ts'
import type { ChannelId, PersonId } from '#shared/contract/ids.ts'
import { findChannel, listJoinedChannelIds } from './channels.ts'
import { findLastPosition, findNewestPosition } from './change-log.ts'
import { everyone } from './notices.ts'
import type { Reader } from './connection.ts'
import { countAfter, countUnmuted, listMutedBy } from './hook-mutes.ts'
import { PENDING_FIRST } from './positions.ts'
import { findReadMark, hasRead, type ReadMark } from './read-marks.ts'
import { countUnreadThreads } from './threads.ts'

export interface ChannelPreference {
  readonly favourite: boolean
  readonly muted: boolean
  readonly notify: NotifyLevel | null
}

const none: ChannelPreference = { favourite: false, muted: false, notify: null }

export function findChannelPreference(reader: Reader, personId: PersonId, channelId: ChannelId): ChannelPreference {
  const row = reader.get<{ favourite: number; muted: number; notify: NotifyLevel | null }>(
    'SELECT favourite, muted, notify FROM channel_preference WHERE person_id = ? AND channel_id = ?',
    personId,
    channelId,
  )
  return row === undefined ? none : { favourite: row.favourite === 1, muted: row.muted === 1, notify: row.notify }
}

export function readChannelState(reader: Reader, personId: PersonId, channelId: ChannelId): ChannelState {
  const mark = findReadMark(reader, personId, channelId)
  const newest = findNewestPosition(reader, channelId)
  const preference = findChannelPreference(reader, personId, channelId)
  // What others said comes before what waits: who has not read that has not read what waits.
  const hasReadOrdered = mark.pending === 0 || mark.position >= findLastPosition(reader, channelId)
  const state = { channelId, lastRead: hasReadOrdered ? Math.max(mark.position, Math.min(mark.pending, newest)) : mark.position, ...preference, unread: 0, mentions: 0 }
  if (hasReadOrdered && hasRead(mark, newest)) return state
  if (listMutedBy(reader, personId).size > 0) return readQuieter(reader, personId, { state, mark, newest })
  const unread = countUnread(reader, personId, channelId, mark)
  return { ...state, unread, mentions: unread === 0 ? 0 : countMentions(reader, { personId, channelId, mark, muted: preference.muted, unread }) }
}

interface Read {
  readonly state: ChannelState
  readonly mark: ReadMark
  readonly newest: number
}

/** Of somebody who muted hooks: what those wrote is passed over, as if it had been read. */
function readQuieter(reader: Reader, personId: PersonId, { state, mark, newest }: Read): ChannelState {
  const { channelId, muted } = state
  const { unread, first } = countUnmuted(reader, personId, channelId, mark)
  const quiet = [...listMutedBy(reader, personId).keys()].reduce((sum, id) => (sum < UNREAD_LIMIT ? sum + countAfter(reader, id, channelId, mark) : sum), 0)
  return {
    ...state,
    lastRead: first === null ? newest : Math.max(mark.position, first - 1),
    unread,
    mentions: unread === 0 ? 0 : countMentions(reader, { personId, channelId, mark, muted, unread }),
    ...(quiet === 0 ? {} : { quiet: Math.min(UNREAD_LIMIT, quiet) }),
  }
}

export function readUnreads(reader: Reader, personId: PersonId): Unreads {
  return sumUnreads(listJoinedChannelIds(reader, personId).map((id) => readChannelState(reader, personId, id)), countUnreadThreads(reader, personId))
}

/** The badge is the sum of what the sidebar shows, so the two can never disagree. */
export function sumUnreads(channels: ChannelState[], threads: Unreads['threads']): Unreads {
  return { channels, threads, badge: channels.reduce((sum, { mentions }) => sum + mentions, threads.mentions) }
}

function countUnread(reader: Reader, personId: PersonId, channelId: ChannelId, { position, pending }: ReadMark): number {
  const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM message m WHERE m.channel_id = ? AND m.thread_root_id IS NULL AND m.position > ?
    AND (m.position < ${PENDING_FIRST} OR m.position > ?) AND m.deleted_at IS NULL AND m.silent = 0 AND m.type <> 'system' AND (m.author_id <> ? OR m.type = 'webhook') LIMIT ${UNREAD_LIMIT})`
  return reader.get<{ n: number }>(sql, channelId, position, pending, personId)?.n ?? 0
}

interface Counted {
  readonly personId: PersonId
  readonly channelId: ChannelId
  readonly mark: ReadMark
  readonly muted: boolean
  readonly unread: number
}

/** In a conversation everything wants me. A muted channel wants me only where I am named. */
function countMentions(reader: Reader, { personId, channelId, mark, muted, unread }: Counted): number {
  const type = findChannel(reader, channelId)?.type
  if ((type === 'direct' || type === 'group') && !muted) return unread
  const sql = `SELECT count(*) AS n FROM (SELECT DISTINCT n.position FROM notice n JOIN message m ON m.id = n.message_id
    WHERE n.channel_id = ? AND n.person_id IN (?, '${everyone}') AND n.position > ? AND (n.position < ${PENDING_FIRST} OR n.position > ?) AND n.thread_root_id IS NULL AND m.deleted_at IS NULL
    AND (? = 0 OR n.reason = 'mention') AND (n.author_id <> ? OR m.type = 'webhook')
    AND NOT EXISTS (SELECT 1 FROM hook_mute x WHERE x.person_id = ? AND x.hook_id = m.hook_id) LIMIT ${UNREAD_LIMIT})`
  return reader.get<{ n: number }>(sql, channelId, personId, mark.position, mark.pending, Number(muted), personId, personId)?.n ?? 0
}
