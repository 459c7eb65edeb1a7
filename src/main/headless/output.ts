/** What a command prints: one JSON document with --json, else a table for people; errors on stderr with their exit code. */
import { isDefinedError, ORPCError } from '@orpc/client'
import { clipTo, padTo, widthOf } from './text-width.ts'
import { AppError, errorBodySchema, type ErrorBody, type ErrorCode } from '#shared/contract/errors.ts'

/** 2 usage, 3 not found, 4 refused, 5 app unreachable, 1 everything else. */
const exitCodes: Readonly<Record<ErrorCode, number>> = {
  invalid: 2,
  not_found: 3,
  forbidden: 4,
  conflict: 4,
  limit_reached: 4,
  unauthorised: 4,
  unavailable: 5,
  storage_full: 1,
  storage_failed: 1,
  internal: 1,
}

/** `columns` names what a table for people shows of each row; JSON always has everything. */
export function printResult(value: unknown, json: boolean, columns?: readonly string[]): void {
  process.stdout.write(`${json ? JSON.stringify(value) : toTable(value, columns)}\n`)
}

/** Prints the error in the asked form. @returns the exit code. */
export function printError(error: unknown, json: boolean): number {
  const body = toBody(error)
  process.stderr.write(json ? `${JSON.stringify({ error: body })}\n` : `hookline: ${body.message.replace(control, ' ')}\n`)
  return exitCodes[body.code]
}

/** Of a full disk, mostly, to which the output was led: what was to be done is done by then. @returns the exit code. */
export function printUnwritten({ code, message }: NodeJS.ErrnoException, json: boolean): number {
  return printError(new AppError('storage_failed', `The output could not be written (${code ?? message}). What the command was to do may be done; secrets that are printed once are lost, make new ones.`), json)
}

export function toBody(error: unknown): ErrorBody {
  if (error instanceof AppError) return error.body
  if (error instanceof ORPCError && isDefinedError(error)) return errorBodySchema.catch({ code: 'internal', message: String(error) }).parse((error as { data?: unknown }).data)
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return fromIssues(error.data)
  // The contract's own refusals are defined: this is the router's, which has no such procedure.
  if (error instanceof ORPCError && error.code === 'NOT_FOUND') return { code: 'unavailable', message: 'The Hookline that runs there does not know this command: it is of another version. Stop it and start it again.' }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) }
}

function fromIssues(data: unknown): ErrorBody {
  const issue = (data as { issues?: { message: string; path?: (string | number)[] }[] } | undefined)?.issues?.[0]
  const field = issue?.path?.join('.')
  if (!issue) return { code: 'invalid', message: 'The input does not fit.' }
  return field ? { code: 'invalid', message: `${field}: ${issue.message}`, field } : { code: 'invalid', message: issue.message }
}

function toTable(value: unknown, wanted?: readonly string[]): string {
  if (!Array.isArray(value)) return typeof value === 'object' && value !== null ? pairs(value) : String(value)
  if (value.length === 0) return 'Nothing.'
  // What no row has stands in no column.
  const columns = wanted?.filter((column) => value.some((row) => (row as Record<string, unknown>)[column] !== undefined)) ?? Object.keys(value[0] as object)
  const rows = [columns, ...value.map((row) => columns.map((column) => clipTo(cell(column, (row as Record<string, unknown>)[column]), widest)))]
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => widthOf(row[index] ?? ''))))
  return rows.map((row) => row.map((text, index) => padTo(text, widths[index] ?? 0)).join('  ').trimEnd()).join('\n')
}

/** Longer texts would push the other columns off the screen; JSON has all of them. */
const widest = 160

/** A table inside, such as addresses by their shape, has a line for each of its own, and so has each of a list of them, such as attempts. */
function pairs(value: object): string {
  const entries = Object.entries(value).flatMap(([key, one]) => linesOf(key, one))
  const width = Math.max(...entries.map(([key]) => key.length))
  return entries.map(([key, one]) => `${key.padEnd(width)}  ${cell(key, one)}`).join('\n')
}

function linesOf(key: string, value: unknown): (readonly [string, unknown])[] {
  if (Array.isArray(value) && value.length > 0 && value.every(isTable)) return value.flatMap((one, index) => linesOf(`${key}.${index + 1}`, one))
  if (!isTable(value) || Object.keys(value).length === 0) return [[key, value]]
  return Object.entries(value).flatMap(([name, inner]) => linesOf(`${key}.${name}`, inner))
}

const isTable = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)

/** One line, times in words; control characters of foreign text cannot move the terminal's cursor. */
function cell(column: string, value: unknown): string {
  if (typeof value === 'number' && /(?:(?:^|\.)at|At|Until)$/.test(column)) return new Date(value).toISOString()
  const text = value === null || value === undefined ? '' : typeof value === 'object' ? listOf(value) : String(value)
  return text.replaceAll('\n', ' ').replace(control, ' ')
}

/** All but the end of a line, with which our own sentences begin another one. */
// eslint-disable-next-line no-control-regex -- the point is to take control characters out
const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g

function listOf(value: object): string {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value.join(', ') : JSON.stringify(value)
}
