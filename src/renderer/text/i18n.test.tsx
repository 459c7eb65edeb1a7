import { renderToStaticMarkup } from 'react-dom/server'
import { Trans } from 'react-i18next'
import { afterEach, expect, it, vi } from 'vitest'
import { currentLocale, decideLanguage, setLanguage, t } from './i18n.ts'

const page = { lang: '', dir: '' }
vi.stubGlobal('document', { documentElement: page })
vi.stubGlobal('navigator', { languages: ['fr-FR', 'de-DE', 'en-GB'] })
afterEach(() => setLanguage('en'))

it('counts in the forms and with the separators of the language', async () => {
  const say = (count: number): string => t('common:tooLong', { count })
  expect([say(1), say(12_345)]).toEqual(['Use at most 1 character', 'Use at most 12,345 characters'])
  await setLanguage('de')
  expect([say(1), say(12_345)]).toEqual(['Höchstens 1 Zeichen', 'Höchstens 12.345 Zeichen'])
})

it('never says thousands of a number as it is stored', () => {
  expect(t('common:seconds', { seconds: 1.2345 })).toBe('1.2\u00a0s')
})

it('tells the page its language and direction', async () => {
  await setLanguage('de')
  expect(page).toEqual({ lang: 'de', dir: 'ltr' })
  expect(currentLocale()).toBe('de-DE')
})

it('speaks the first language of the system that it knows, and what was chosen before all', () => {
  expect([decideLanguage('system'), decideLanguage('en')]).toEqual(['de', 'en'])
  vi.stubGlobal('navigator', { languages: ['fr-FR'] })
  expect(decideLanguage('system')).toBe('en')
})

it('lets the last choice win when two come at once', async () => {
  await Promise.all([setLanguage('de'), setLanguage('en')])
  expect([t('common:cancel'), page.lang]).toEqual(['Cancel', 'en'])
})

it.each(['Zoë & Co', '<b>bold</b>', '</bdi><script>', '{{name}}', '$t(common:cancel)', '&lt;b&gt;'])('keeps the foreign name %s inside its <bdi>, as it is', (name) => {
  const text = renderToStaticMarkup(<Trans ns="hooks" i18nKey="deleted" values={{ name }} />)
  expect(text).toBe(`“<bdi>${renderToStaticMarkup(name)}</bdi>” is deleted`)
})
