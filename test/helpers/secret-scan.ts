/** Looks for canaries in bytes, in files of every kind and in the values of databases, written in each way in which a program could write them. */
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative, sep } from 'node:path'
import Database from 'better-sqlite3'

export interface Canary {
  /** Which rule holds for it. */
  readonly kind: string
  /** For people, such as `X-Api-Key of a request`. */
  readonly name: string
  readonly value: string | Uint8Array
}

export interface Find {
  readonly kind: string
  readonly name: string
  /** How it was written: `plain`, `base64`, … */
  readonly form: string
}

/** Shorter ones would be found by chance. */
const shortestBytes = 12

/** @throws Error for a canary that is too short to be told from anything else. */
export function createSearch(canaries: readonly Canary[]): (bytes: Uint8Array) => Find[] {
  const byStart = new Map<number, { readonly bytes: Buffer; readonly find: Find }[]>()
  const mayStart = new Uint8Array(1 << slotBits)
  for (const { kind, name, value } of canaries) {
    for (const [form, bytes] of formsOf(Buffer.from(value as string))) {
      if (bytes.length < shortestBytes) throw new Error(`${name} is too short to be looked for as ${form}`)
      const start = bytes.readInt32LE(0)
      const those = byStart.get(start)
      if (those) those.push({ bytes, find: { kind, name, form } })
      else byStart.set(start, [{ bytes, find: { kind, name, form } }])
      mayStart[slotOf(start)] = 1
    }
  }
  return (given) => {
    const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
    const found = new Set<Find>()
    let four = 0
    for (let end = 0; end < bytes.length; end += 1) {
      four = (four >>> 8) | (bytes[end]! << 24)
      if (mayStart[slotOf(four)] === 0) continue
      const at = end - 3
      for (const pattern of byStart.get(four) ?? []) if (at >= 0 && !found.has(pattern.find) && pattern.bytes.compare(bytes, at, Math.min(bytes.length, at + pattern.bytes.length)) === 0) found.add(pattern.find)
    }
    return [...found]
  }
}

/** Of a table that says at once of nearly every place that nothing begins there. */
const slotBits = 22
const slotOf = (four: number): number => Math.imul(four, 0x9e3779b1) >>> (32 - slotBits)

/** Each way of writing it that is unlike the others; of base64 the part that is the same wherever in a text it begins. */
function formsOf(plain: Buffer): [string, Buffer][] {
  const text = plain.toString('utf8')
  const isText = Buffer.from(text).equals(plain)
  const forms: [string, Buffer][] = [['plain', plain], ['hex', Buffer.from(plain.toString('hex'))], ['HEX', Buffer.from(plain.toString('hex').toUpperCase())], ['reversed', Buffer.from(plain).reverse()]]
  for (const skipped of [0, 1, 2]) {
    const whole = Buffer.concat([Buffer.alloc(skipped), plain]).toString('base64').replace(/=+$/, '')
    // The first characters hold bits of what stands before it, the last ones of what follows.
    const inner = whole.slice(skipped === 0 ? 0 : skipped + 1, Math.floor(((plain.length + skipped) * 8) / 6))
    forms.push([`base64 at ${skipped}`, Buffer.from(inner)], [`base64url at ${skipped}`, Buffer.from(inner.replaceAll('+', '-').replaceAll('/', '_'))])
  }
  if (isText) {
    const written = [encodeURIComponent(text), encodeURIComponent(encodeURIComponent(text)), JSON.stringify(text).slice(1, -1), text.replaceAll('/', '\\/'), text.toLowerCase(), text.toUpperCase()]
    forms.push(['UTF-16', Buffer.from(text, 'utf16le')], ...written.map((one, index): [string, Buffer] => [['URL', 'URL twice', 'JSON', 'JSON of PHP', 'lower case', 'upper case'][index]!, Buffer.from(one)]))
  }
  return forms.filter(([, bytes], index) => forms.findIndex(([, other]) => other.equals(bytes)) === index)
}

export interface ScannedFile {
  /** Below its folder, with `/`. */
  readonly path: string
  readonly mode: number
  /** Of its bytes as they are. */
  readonly raw: readonly Find[]
  /** `table.column` of a database, with what its values hold; empty for other files. */
  readonly values: readonly { readonly place: string; readonly found: readonly Find[] }[]
}

/** Every file below a folder. Databases may be in use: a copy with their write-ahead logs is opened. */
export function scanFolder(folder: string, search: (bytes: Uint8Array) => Find[]): ScannedFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort()
    .map((path) => {
      const bytes = readFileSync(path)
      // Of a damaged one that is kept, the bytes alone can be read.
      const isDatabase = bytes.subarray(0, 15).toString('latin1') === 'SQLite format 3' && !path.includes('damaged-')
      return { path: relative(folder, path).replaceAll(sep, '/'), mode: statSync(path).mode & 0o777, raw: search(bytes), values: isDatabase ? scanValues(path, search) : [] }
    })
}

function scanValues(path: string, search: (bytes: Uint8Array) => Find[]): ScannedFile['values'] {
  const aside = mkdtempSync(join(tmpdir(), 'hookline-scan-'))
  try {
    for (const ending of ['', '-wal']) if (existsSync(path + ending)) copyFileSync(path + ending, join(aside, basename(path) + ending))
    const db = new Database(join(aside, basename(path)))
    try {
      return tablesOf(db).flatMap((table) => columnsOf(db, table).flatMap((column) => scanColumn(db, table, column, search)))
    } finally {
      db.close()
    }
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

/** What a search index holds is read as its words: on its pages they are cut in pieces. */
const tablesOf = (db: Database.Database): string[] => (db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND (sql NOT LIKE 'CREATE VIRTUAL%' OR sql LIKE '%fts5vocab%')").pluck().all() as string[])
const columnsOf = (db: Database.Database, table: string): string[] => db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[]

function scanColumn(db: Database.Database, table: string, column: string, search: (bytes: Uint8Array) => Find[]): ScannedFile['values'] {
  const values = db.prepare(`SELECT DISTINCT "${column}" FROM "${table}" WHERE typeof("${column}") IN ('text', 'blob')`).pluck().all() as (string | Buffer)[]
  const found = search(Buffer.concat(values.flatMap((value) => [Buffer.from(value as string), Buffer.from('\n')])))
  return found.length === 0 ? [] : [{ place: `${table}.${column}`, found }]
}
