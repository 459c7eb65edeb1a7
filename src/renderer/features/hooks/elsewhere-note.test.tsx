import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ElsewhereNote } from './elsewhere-note.tsx'

const device = { name: 'mara-laptop', online: true, removedAt: null }
const kinds = ['incoming', 'outgoing'] as const
const html = (kind: (typeof kinds)[number], elsewhere: Parameters<typeof ElsewhereNote>[0]['elsewhere']) => renderToStaticMarkup(<ElsewhereNote kind={kind} elsewhere={elsewhere} />)

test.each(kinds)('%s: nothing for one that lives here', (kind) => expect(html(kind, null)).toBe(''))

test.each(kinds)('%s: the other device, and whether it hears of a change now', (kind) => {
  expect(html(kind, device)).toContain('another device: mara-laptop.')
  expect(html(kind, device)).not.toContain('not connected now')
  expect(html(kind, { ...device, online: false })).toContain('not connected now')
})

test.each(kinds)('%s: of a device that was removed that nothing comes or goes any more, as a warning', (kind) => {
  const removed = html(kind, { ...device, online: false, removedAt: 1 })
  expect(removed).toContain('a device that was removed: mara-laptop.')
  expect(removed).toMatch(kind === 'incoming' ? /Nothing can come to it any more/ : /It sends nothing any more/)
  expect(removed).not.toMatch(/limitnote--plain|not connected now/)
})
