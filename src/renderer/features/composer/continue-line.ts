/** A new line in a list or a quote goes on with it; on an item that is still empty it ends it. */
import type { Edit, Selection } from './format-edits.ts'

const MARK = /^(?<indent>\s*)(?:(?<bullet>[-*+])(?<task> \[[ xX]\])?|(?<number>\d{1,9})(?<dot>[.)])|(?<quote>>)) /

/** Null where a plain new line is meant. */
export function continueLine({ text, start, end }: Selection): Edit | null {
  if (start !== end) return null
  const from = text.lastIndexOf('\n', start - 1) + 1
  const line = text.slice(from, start)
  const found = MARK.exec(line)
  if (found === null) return null
  if (found[0].length === line.length) return text[start] === undefined || text[start] === '\n' ? { from, to: start, insert: '', start: from, end: from } : null
  const insert = `\n${nextMark(found.groups!)}`
  return { from: start, to: start, insert, start: start + insert.length, end: start + insert.length }
}

function nextMark({ indent, bullet, task, number, dot }: Record<string, string | undefined>): string {
  if (bullet !== undefined) return `${indent}${bullet} ${task === undefined ? '' : '[ ] '}`
  return number === undefined ? `${indent}> ` : `${indent}${Number(number) + 1}${dot} `
}
