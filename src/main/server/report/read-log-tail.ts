/** The newest lines of a log of ours, without what a stranger must not read. */
import { open } from 'node:fs/promises'
import { redact, redactError } from '#shared/core/redact.ts'
import type { ReportedLine } from '#shared/contract/support.ts'

const tailBytes = 256 * 1024
const levels: Readonly<Record<string, string>> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' }

/**
 * Only fields that we know are taken; an error's other properties hold whatever went wrong.
 * @returns at most `most` lines; none when the log cannot be read.
 */
export async function readLogTail(path: string, most: number): Promise<ReportedLine[]> {
  const text = await readEnd(path).catch(() => '')
  return text.split('\n').flatMap(toLine).slice(-most)
}

async function readEnd(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const start = Math.max(0, size - tailBytes)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start)
    return buffer.subarray(0, bytesRead).toString()
  } finally {
    await file.close()
  }
}

/** A line that is cut off at the start, or not ours, is left out. */
function toLine(raw: string): ReportedLine[] {
  const line = parse(raw)
  if (line === undefined) return []
  const { time, level, msg, requestId, procedure, err } = line as Record<string, unknown>
  const error = toError(err)
  return [
    {
      time: redact(text(time)),
      level: levels[text(level)] ?? 'unknown',
      what: redact(text(msg)),
      ...(typeof requestId === 'string' ? { requestId: redact(requestId) } : {}),
      ...(typeof procedure === 'string' ? { procedure: redact(procedure) } : {}),
      ...(error.length > 0 ? { error } : {}),
    },
  ]
}

function toError(err: unknown): string[] {
  const { type, code, message, stack } = (typeof err === 'object' && err !== null ? err : {}) as Record<string, unknown>
  const kind = [type, code].filter((one) => typeof one === 'string').map(redact)
  if (typeof stack === 'string') return [...kind, ...redactError(stack)]
  return typeof message === 'string' ? [...kind, redact(message)] : kind
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

function parse(raw: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(raw)
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined
  } catch {
    return undefined
  }
}
