/** A receiver in a process of its own: `receive-and-note.ts FILE` notes each request in the file before it answers, and fails the first attempt of every fourth of connection 0. */
import { appendFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Noted {
  readonly id: string
  readonly text: string
  readonly attempt: number
  readonly status: number
}

const file = process.argv[2] ?? ''
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk: Buffer) => void (body += chunk.toString()))
  request.on('end', () => {
    const { text } = JSON.parse(body) as { text: string }
    const attempt = Number(request.headers['x-hookline-attempt'])
    const [, connection, number] = text.split(' ')
    const status = attempt === 1 && connection === '0' && Number(number) % 4 === 0 ? 500 : 200
    appendFileSync(file, `${JSON.stringify({ id: String(request.headers['x-hookline-delivery']), text, attempt, status } satisfies Noted)}\n`)
    response.writeHead(status).end()
  })
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`))
