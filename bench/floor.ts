/** The floor that ingest is measured against: a bare HTTP server with one INSERT per post in a group commit (`experiments/floor`, mode `group`, FULL). */
import http from 'node:http'
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import Database from 'better-sqlite3'

const dir = process.argv[2] ?? ''
mkdirSync(dir, { recursive: true })
const db = new Database(dir + '/chat.db')
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.exec('CREATE TABLE IF NOT EXISTS message(id INTEGER PRIMARY KEY, room TEXT NOT NULL, author TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL) STRICT')

interface Row {
  room: string
  user: string
  text: string
  cb: (error: unknown, id?: number) => void
  id: number
}

const ins = db.prepare('INSERT INTO message(room,author,body,at) VALUES(?,?,?,?)')
const begin = db.prepare('BEGIN IMMEDIATE')
const commit = db.prepare('COMMIT')
const rollback = db.prepare('ROLLBACK')
let q: Row[] = []
let armed = false

function flush(): void {
  armed = false
  const b = q
  q = []
  const at = Date.now()
  try {
    begin.run()
    for (const x of b) x.id = Number(ins.run(x.room, x.user, x.text, at).lastInsertRowid)
    commit.run()
  } catch (e) {
    if (db.inTransaction) rollback.run()
    for (const x of b) x.cb(e)
    return
  }
  for (const x of b) x.cb(null, x.id)
}

function valid(b: Buffer): { room: string; user: string; text: string } {
  const j = JSON.parse(b.toString())
  if (typeof j.room !== 'string' || typeof j.text !== 'string' || j.text.length > 65536) throw new Error('bad')
  return j
}

const server = http.createServer((req, res) => {
  const c: Buffer[] = []
  req.on('data', (d: Buffer) => c.push(d))
  req.on('end', () => {
    const j = valid(c.length === 1 && c[0] ? c[0] : Buffer.concat(c))
    q.push({
      ...j,
      id: 0,
      cb: (e, id) => {
        if (e) {
          res.writeHead(503, { 'retry-after': '1' })
          return res.end(String(e))
        }
        const b = `{"id":${id}}`
        res.writeHead(200, { 'content-type': 'application/json', 'content-length': b.length })
        res.end(b)
      },
    })
    if (!armed) {
      armed = true
      setImmediate(flush)
    }
  })
})
server.keepAliveTimeout = 60000
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` })))
