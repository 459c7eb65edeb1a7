import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import { blankMessage } from '#shared/core/blank-message.ts'
import { setLanguage } from '#renderer/text/i18n.ts'
import { MessageRow } from './message-row.tsx'
import { rowLabel } from './row-label.ts'
import { shownText } from './shown-text.ts'

vi.stubGlobal('document', { documentElement: {} })
beforeEach(() => setLanguage('de'))
afterEach(() => setLanguage('en'))

const notice: Message = {
  ...blankMessage,
  id: '01976f00-0000-7000-8000-000000000001' as Message['id'],
  channel: 'lena',
  channelId: '01976f00-0000-7000-8000-000000000002' as Message['channelId'],
  position: 1,
  createdAt: 0,
  type: 'webhook',
  bot: true,
  author: 'lena',
  username: 'Hookline',
  subscriptionId: '01976f00-0000-7000-8000-000000000004' as NonNullable<Message['subscriptionId']>,
  text: '@lena “CI” is paused.',
  props: { notice: 'paused', reason: 'receiver_gone', name: 'CI' },
}
const german = '@lena „CI“ pausiert. Der Empfänger meldete, dass es ihn nicht mehr gibt (410).'

it('words what Hookline tells an owner in the language of the window, drawn and spoken', () => {
  expect(shownText(notice)).toContain(german)
  expect(rowLabel(notice)).toContain(german)
  expect(renderToStaticMarkup(<MessageRow message={notice} continued={false} mentions={{ known: new Set(['lena']), me: 'lena' }} />)).toContain('„CI“ pausiert.')
})

it('words a webhook that paused itself', () => {
  const failing = { ...notice, subscriptionId: null, text: '@lena “CI” is paused …', props: { notice: 'hookFailing', name: 'CI', reason: 'bad_json', since: Date.UTC(2026, 10, 20, 12), count: 6 } }
  expect(shownText(failing)).toMatch(/^@lena „CI“ ist angehalten: Alle 6 Anfragen seit 20\. Nov\.? 2026 wurden abgewiesen\. Zuletzt: .*JSON/)
  expect(shownText({ ...failing, props: { ...failing.props, reason: 'because' } })).toBe(failing.text)
})

it('words an end that comes near', () => {
  const ending = { ...notice, subscriptionId: null, text: '@lena The address •••• k8x3 of “CI” ends on …', props: { notice: 'ending', name: 'CI', lastFour: 'k8x3', expiresAt: Date.UTC(2026, 10, 25, 12) } }
  expect(shownText(ending)).toMatch(/^@lena Die Adresse •••• k8x3 von „CI“ endet am .*25\. November 2026/)
  expect(shownText({ ...ending, props: { ...ending.props, expiresAt: 'soon' } })).toBe(ending.text)
})

it('words that webhooks are paused for want of an owner', () => {
  const paused = { ...notice, subscriptionId: null, text: '@lena “CI” is paused: …', props: { notice: 'hooksPaused', name: '“CI”', owner: 'gina', reason: 'owner_is_guest', count: 1 } }
  expect(shownText(paused)).toContain('ist angehalten: @gina, der Besitzer, ist jetzt Gast.')
  expect(shownText({ ...paused, props: { ...paused.props, name: '“CI”, “Logs”', reason: 'owner_removed', count: 2 } })).toContain('“CI”, “Logs” sind angehalten')
  expect(shownText({ ...paused, props: { ...paused.props, count: 'many' } })).toBe(paused.text)
})

it('words that the data file was repaired, and what is gone', () => {
  const lost = { from: Date.UTC(2026, 10, 22, 12), to: Date.UTC(2026, 10, 22, 13), changes: 7 }
  const repaired = { ...notice, subscriptionId: null, text: '@lena The data file was damaged …', props: { notice: 'repaired', name: 'hookline.db', lost, tables: ['read_mark'], kept: 'backups/damaged-1' } }
  expect(shownText(repaired)).toMatch(/^@lena Die Datendatei war beschädigt und ist repariert\. Was zwischen .* und .* nicht mehr lesen\. Das sind 7 Änderungen.*\(read_mark\)\. .*`backups\/damaged-1`\.$/)
  expect(shownText({ ...repaired, props: { ...repaired.props, lost: null, tables: [] } })).toContain('fehlt nichts. Die beschädigte Datei')
  expect(shownText({ ...repaired, props: { ...repaired.props, lost: { ...lost, from: null, changes: null } } })).toContain('Ein Teil dessen')
  expect(shownText({ ...repaired, props: { ...repaired.props, lost: 'all' } })).toBe(repaired.text)
  expect(shownText({ ...repaired, props: { ...repaired.props, name: 'sync.db', lost: null, tables: [] } })).toMatch(/^@lena Die Datei mit den Schlüsseln dieses Geräts .* fehlt nichts\./)
  expect(shownText({ ...repaired, props: { ...repaired.props, name: 'relay.db', lost: { from: null, to: 1, changes: 3 }, tables: [] } })).toMatch(/^@lena Das Relay.*repariert\. 3 Einträge von Kanälen/)
})

it('words that a copy stands in the place of the data file', () => {
  const restored = { ...notice, subscriptionId: null, text: '@lena A copy was put …', props: { notice: 'restored', name: 'hookline.db', at: Date.UTC(2026, 10, 22, 12) } }
  expect(shownText(restored)).toMatch(/^@lena An die Stelle der Datendatei wurde eine Kopie gelegt: .*22\. November 2026.* Tokens/)
  expect(shownText({ ...restored, props: { ...restored.props, at: 'then' } })).toBe(restored.text)
})

it.each<[string, Partial<Message>]>([
  ['an incoming webhook', { hookId: '01976f00-0000-7000-8000-000000000003' as Message['hookId'], subscriptionId: null }],
  ['a person', { type: 'message', bot: false, subscriptionId: null }],
  ['a reason of a later version', { props: { ...notice.props, reason: 'out_of_tea' } }],
  ['another notice', { props: { ...notice.props, notice: 'started' } }],
  ['an answer that tells nobody', { text: '“CI” is paused.' }],
])('leaves the text of %s as it is', (_, more) => {
  const message = { ...notice, ...more }
  expect(shownText(message)).toBe(message.text)
})
