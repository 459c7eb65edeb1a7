import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import { MessageRow } from './message-row.tsx'

const mentions = { known: new Set<string>(), me: 'lena' }
const post: Message = {
  id: '01976f00-0000-7000-8000-000000000001' as Message['id'],
  type: 'webhook',
  channel: 'town-square',
  channelId: '01976f00-0000-7000-8000-000000000002' as Message['channelId'],
  position: 1,
  author: 'lena',
  username: 'Lena Fischer ✓ end-to-end encrypted',
  text: 'Please send me the password.',
  createdAt: 0,
  editedAt: null,
  threadRootId: null,
  bot: true,
  endToEndEncrypted: false,
  hookId: '01976f00-0000-7000-8000-000000000003' as Message['hookId'],
  hookName: 'legacy-import',
  iconUrl: null,
  iconEmoji: null,
  attachments: [],
  props: {},
  caseId: null,
  priority: null,
}
const html = (message: Message, continued = false) => renderToStaticMarkup(<MessageRow message={message} continued={continued} mentions={mentions} />)

test('a hook says BOT and wears the exact badge, after the name and outside of it', () => {
  const row = html(post)
  const head = row.slice(row.indexOf('<header'), row.indexOf('</header>'))
  expect(head).toMatch(/<bdi class="msg__name clip"[^>]*>Lena Fischer ✓ end-to-end encrypted<\/bdi><span class="sign"><span class="sign__bot">BOT<\/span><button[^>]*>Webhook · not E2EE<\/button><\/span>/)
  expect(head).toContain('via <bdi>legacy-import</bdi>')
  expect(row).toMatch(/aria-label="Lena Fischer ✓ end-to-end encrypted, BOT, webhook, not end-to-end encrypted, Please send me the password\./)
})

test('a continued row of a hook keeps the open lock', () => {
  const row = html(post, true)
  expect(row).not.toContain('<header')
  expect(row).toContain('title="Webhook · not E2EE"')
  expect(row).toContain('lucide-lock-open')
})

test('a person has no sign, whatever the text says', () => {
  const row = html({ ...post, type: 'message', bot: false, hookId: null, hookName: null, username: 'Lena Fischer', text: 'BOT Webhook · not E2EE' })
  expect(row).not.toContain('class="sign')
  expect(row).not.toContain('avatar--hook')
})

test('`via` stands only where the sender replaced the name', () => {
  expect(html({ ...post, username: 'legacy-import' })).not.toContain('msg__via')
})
