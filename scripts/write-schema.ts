/** `node scripts/write-schema.ts`: writes test/migrations/schema.sql, the schema after all migrations, for the diff of a review. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { migrate } from '../src/main/server/store/migrate.ts'
import { readSchema } from '../test/migrations/read-schema.ts'

const db = new Database(':memory:')
migrate(db)
writeFileSync(fileURLToPath(new URL('../test/migrations/schema.sql', import.meta.url)), readSchema(db))
db.close()
