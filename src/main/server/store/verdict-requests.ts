/** The table of what requests carried: a row for each verdict of a hook's request; the database itself drops it with its verdict. */
import type { CapturedRequest, Pair } from '#shared/contract/captured-request.ts'
import type { VerdictId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'

interface Row extends Omit<CapturedRequest, 'headers' | 'query' | 'masked'> {
  headers: string
  query: string
  masked: number
}

export function insertVerdictRequest(tx: Tx, verdictId: VerdictId, { headers, query, bodyKind, body, bodyChars, masked, readMs, decodedMs }: CapturedRequest): void {
  tx.run(
    'INSERT INTO verdict_request (verdict_id, headers, query, body_kind, body, body_chars, masked, read_ms, decoded_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    verdictId,
    JSON.stringify(headers),
    query.length === 0 ? '[]' : JSON.stringify(query),
    bodyKind,
    body,
    bodyChars,
    Number(masked),
    readMs,
    decodedMs,
  )
}

/** Undefined for requests to no hook and those that an older version recorded. */
export function findVerdictRequest(reader: Reader, verdictId: VerdictId): CapturedRequest | undefined {
  const row = reader.get<Row>(
    'SELECT headers, query, body_kind AS bodyKind, body, body_chars AS bodyChars, masked, read_ms AS readMs, decoded_ms AS decodedMs FROM verdict_request WHERE verdict_id = ?',
    verdictId,
  )
  return row && { ...row, headers: JSON.parse(row.headers) as Pair[], query: JSON.parse(row.query) as Pair[], masked: row.masked === 1 }
}
