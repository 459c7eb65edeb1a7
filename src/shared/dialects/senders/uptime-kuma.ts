/** Uptime Kuma's own webhook: `{heartbeat, monitor, msg}` as JSON or in the form field `data`. */
import { isRecord } from '../payload-values.ts'
import { card, field, grey, seconds, type Sender } from './sender.ts'
import type { Reader } from './reader.ts'
import { code, linked, plain, prose } from './write.ts'

export const uptimeKuma: Sender = {
  id: 'uptime-kuma',
  label: 'Uptime Kuma',
  recognises: ({ body }) => typeof body['msg'] === 'string' && isPart(body['heartbeat']) && isPart(body['monitor']),
  decode(_request, payload) {
    const heartbeat = payload.at('heartbeat')
    const monitor = payload.at('monitor')
    const [event, says, color] = states[heartbeat.count('status') ?? -1] ?? ['', '', '']
    const ts = seconds(`${heartbeat.line('time').replace(' ', 'T')}Z`)
    const attachments = card({ color, text: prose(heartbeat.text('msg')), fields: fieldsOf(heartbeat, monitor), ...(ts === undefined ? {} : { ts }) })
    // Its test and its notices of certificates are of no heartbeat.
    const text = says === '' ? prose(payload.text('msg')) : `${linked(monitor.line('name') || 'A monitor', addressOf(monitor))} is **${says}**`
    return { event, text, attachments }
  },
}

/** Null in its test. */
function isPart(value: unknown): boolean {
  return value === null || isRecord(value)
}

/** By its numbers. */
const states: Readonly<Record<number, readonly [event: string, says: string, colour: string]>> = {
  0: ['down', 'down', 'danger'],
  1: ['up', 'up', 'good'],
  2: ['pending', 'pending', 'warning'],
  3: ['maintenance', 'under maintenance', grey],
}

/** Others have `https://` there, from the form where they were made. */
const withPage: ReadonlySet<string> = new Set(['http', 'keyword', 'json-query', 'real-browser'])

function addressOf(monitor: Reader): string {
  return withPage.has(monitor.line('type')) ? monitor.link('url') : ''
}

function fieldsOf(heartbeat: Reader, monitor: Reader): ReturnType<typeof field>[] {
  const host = monitor.line('hostname')
  const port = monitor.line('port')
  const ping = heartbeat.line('ping')
  const tags = monitor.each('tags').map((tag) => [tag.line('name'), tag.line('value')].filter((part) => part !== '').join(': '))
  return [field('Host', code(host === '' || port === '' ? host : `${host}:${port}`)), field('Answered in', ping === '' ? '' : `${plain(ping)} ms`), field('Tags', plain(tags.join(', ')))]
}
