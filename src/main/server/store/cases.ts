/** Reads cases: one by the id under which a hook reported it, and a channel's lists. */
import { AppError } from '#shared/contract/errors.ts'
import type { Case } from '#shared/contract/case.ts'
import type { ChannelId, MessageId } from '#shared/contract/ids.ts'
import type { CaseState } from '#shared/contract/message.ts'
import type { Reader } from './connection.ts'
import { listMessagesById } from './messages.ts'

type Row = Omit<Case, 'message'>

const select = `SELECT k.id, c.name AS channel, k.channel_id AS channelId, k.external_id AS externalId, k.state, k.opened_at AS openedAt, k.changed_at AS changedAt,
  k.position, k.updates, p.username AS closedBy FROM hook_case k JOIN channel c ON c.id = k.channel_id LEFT JOIN person p ON p.id = k.closed_by`

/** An id under which something was reported to a channel. */
export interface CaseKey {
  id: string
  caseId: MessageId
  /** The message that was reported with it. */
  messageId: MessageId
  /** 0 when the case went with the message that opened it. */
  isThere: number
}

export function findCaseKey(reader: Reader, channelId: ChannelId, externalId: string): CaseKey | undefined {
  const sql = `SELECT k.external_id AS id, k.case_id AS caseId, k.message_id AS messageId, EXISTS (SELECT 1 FROM hook_case h WHERE h.id = k.case_id) AS isThere
    FROM case_key k WHERE k.channel_id = CAST(? AS TEXT) AND k.external_id = CAST(? AS TEXT)`
  return reader.get<CaseKey>(sql, channelId, externalId)
}

export function findCase(reader: Reader, id: string): Case | undefined {
  const row = reader.get<Row>(`${select} WHERE k.id = ?`, id)
  return row && withMessages(reader, [row])[0]
}

/** @throws AppError `not_found`. */
export function getCase(reader: Reader, id: MessageId): Case {
  const found = findCase(reader, id)
  if (!found) throw new AppError('not_found', 'This case does not exist.', 'caseId')
  return found
}

export interface CasePageRequest {
  readonly channelId: ChannelId
  /** Both when left out. */
  readonly state?: CaseState | undefined
  readonly before?: number | undefined
  readonly limit: number
}

/** The last changed first. */
export function listCases(reader: Reader, { channelId, state, before = Number.MAX_SAFE_INTEGER, limit }: CasePageRequest): { cases: Case[]; nextBefore: number | null } {
  const rows =
    state === undefined
      ? reader.all<Row>(`${select} WHERE k.channel_id = ? AND k.position < ? ORDER BY k.position DESC LIMIT ?`, channelId, before, limit + 1)
      : reader.all<Row>(`${select} WHERE k.channel_id = ? AND k.state = ? AND k.position < ? ORDER BY k.position DESC LIMIT ?`, channelId, state, before, limit + 1)
  const page = rows.slice(0, limit)
  return { cases: withMessages(reader, page), nextBefore: rows.length > limit ? (page.at(-1)?.position ?? null) : null }
}

/** Open cases that are counted; more count as this many. */
const OPEN_LIMIT = 100

export function countOpenCases(reader: Reader, channelId: ChannelId): number {
  const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM hook_case k WHERE k.channel_id = ? AND k.state = 'open' LIMIT ${OPEN_LIMIT})`
  return reader.get<{ n: number }>(sql, channelId)?.n ?? 0
}

function withMessages(reader: Reader, rows: readonly Row[]): Case[] {
  const messages = new Map(listMessagesById(reader, rows.map(({ id }) => id)).map((message) => [message.id, message]))
  return rows.flatMap((row) => {
    const message = messages.get(row.id)
    return message ? [{ ...row, message }] : []
  })
}
