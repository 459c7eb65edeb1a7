/** The whole schema as text, in an order that does not depend on when a table was made; without the tables that SQLite makes for a virtual one. */
import type { Database } from 'better-sqlite3'

export function readSchema(db: Database): string {
  const rows = db.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'message_fts_%' ORDER BY tbl_name, type = 'index', name").all() as { sql: string }[]
  const pragma = (name: string) => `-- ${name} = ${String(db.pragma(name, { simple: true }))}`
  return [pragma('application_id'), pragma('user_version'), '', ...rows.map(({ sql }) => `${sql};\n`)].join('\n')
}
