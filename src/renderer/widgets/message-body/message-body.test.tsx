import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, expect, test, vi } from 'vitest'
import { buildEmojiNames, loadEmojiNames, useEmojiNames } from './emoji-names.ts'
import { colourCode } from './colour-code.ts'
import { parseBody } from './parse-body.tsx'

const mentions = { known: new Set(['mara']), me: 'lena' }
let next = 0

beforeAll(loadEmojiNames)

function html(text: string): string {
  const words = { emoji: useEmojiNames.getState().names, mentions }
  return renderToStaticMarkup(parseBody(`body-${(next += 1)}`, text, words))
}

test('shortcodes become emoji, in text only; unknown ones stay', () => {
  expect(html(':rocket: :+1: :heart: :nothing_like_it: `:rocket:`')).toBe('<p>🚀 👍 ❤️ :nothing_like_it: <code>:rocket:</code></p>')
  expect(html('12:30:45')).toBe('<p>12:30:45</p>')
  expect(html('app.ts:100:12 i18n:de:title main.c:1234: error')).toBe('<p>app.ts:100:12 i18n:de:title main.c:1234: error</p>')
  expect(html(':100: done:tada: :wave::rocket:')).toBe('<p>💯 done🎉 👋🚀</p>')
})

test('Slack and GitHub names are both known', () => {
  const names = useEmojiNames.getState().names!
  expect([':white_check_mark:', ':rotating_light:', ':tada:', ':hash:', ':flag-de:', ':de:'].map((code) => names.get(code.slice(1, -1)))).toEqual(['✅', '🚨', '🎉', '#️⃣', '🇩🇪', '🇩🇪'])
  expect(buildEmojiNames([{ '2764': 'heart' }])).toEqual(new Map([['heart', '❤️']]))
})

test('known names are tinted', () => {
  expect(html('hi @mara and @nobody and `@mara` @all')).toBe('<p>hi <span class="at">@mara</span> and @nobody and <code>@mara</code> <span class="at at--me">@all</span></p>')
})

test('people are shown by their names, channels that I see are links, and words that look alike stay', () => {
  const shown = { ...mentions, names: new Map([['mara', 'Mara Lindqvist']]), channels: new Set(['town-square', 'ops']) }
  const drawn = (text: string) => renderToStaticMarkup(parseBody(`named-${(next += 1)}`, text, { emoji: null, mentions: shown }))
  expect(drawn('hi @mara')).toBe('<p>hi <button type="button" class="at" title="@mara" aria-haspopup="dialog"><bdi>@Mara Lindqvist</bdi></button></p>')
  expect(drawn('see #town-square.')).toBe('<p>see <a class="at" href="#/channels/town-square">#town-square</a>.</p>')
  expect(drawn('#secret issue#ops a/#ops `#ops` #1')).toBe('<p>#secret issue#ops a/#ops <code>#ops</code> #1</p>')
  expect(drawn('[#ops](https://x.example)')).toContain('<a href="https://x.example/"')
})

test('a link that was copied in the desktop window leads to the message here', () => {
  vi.stubGlobal('location', { href: 'http://127.0.0.1:1/' })
  const link = 'app://hookline/index.html#/channels/ops/messages/01976f00-0000-7000-8000-000000000001'
  expect(html(`see ${link}, please`)).toBe(`<p>see <a href="${link.slice(link.indexOf('#'))}" title="${link}">${link}</a>, please</p>`)
  vi.unstubAllGlobals()
})

test('nobody writes an element of the app', () => {
  expect(html('<app-person data-username="mara">x</app-person>')).toBe('<p>&lt;app-person data-username=&quot;mara&quot;&gt;x&lt;/app-person&gt;</p>')
})

test('raw HTML is text', () => {
  expect(html('<b>x</b> <img src=x onerror=alert(1)>')).toBe('<p>&lt;b&gt;x&lt;/b&gt; &lt;img src=x onerror=alert(1)&gt;</p>')
  expect(html('<script>alert(1)</script>')).not.toContain('<script')
})

test('only web and mail addresses are links', () => {
  expect(html('[a](javascript:alert(1)) [b](#key) [c](https://x.example/?q=1)')).toBe(
    '<p><span>a</span> <span>b</span> <a href="https://x.example/?q=1" title="https://x.example/?q=1" rel="noopener noreferrer nofollow" target="_blank">c</a></p>',
  )
})

test('a remote picture is never an address in the page', () => {
  expect(html('![chart](https://pics.example/c.png)')).not.toContain('src=')
})

test('hidden words are unheard until they are asked for', () => {
  const shut = (inner: string): string => `<span class="spoiler" role="button" tabindex="0" aria-expanded="false" aria-label="Spoiler: show" title="Spoiler: show"><span class="spoiler__in" inert="">${inner}</span></span>`
  expect(html('It was ||the butler||!')).toBe(`<p>It was ${shut('the butler')}!</p>`)
  expect(html('||**who** and `a || b`|| or ||@mara||')).toBe(`<p>${shut('<strong>who</strong> and <code>a || b</code>')} or ${shut('<span class="at">@mara</span>')}</p>`)
  expect(html('- ||in a list||\n\n> ||in a quote||').match(/class="spoiler"/g)).toHaveLength(2)
  expect(html('||a\nb||')).toBe(`<p>${shut('a<br/>\nb')}</p>`)
})

test.each(['a || b || c', '`||x||`', '||||', '||', 'x || y||', '\\|\\|x\\|\\|', '||open', '||a\n\nb||'])('%j hides nothing', (text) => expect(html(text)).not.toContain('spoiler'))

test('hidden words may be an address, or stand beside bars with a backslash', () => {
  expect(html('||https://x.example/secret||').match(/<span class="spoiler__in" inert=""><a href="https:\/\/x\.example\/secret"/g)).toHaveLength(1)
  expect(html('a \\| b ||secret|| and \\|\\|not this\\|\\|').match(/inert="">secret<[^]*\|\|not this\|\|/g)).toHaveLength(1)
})

test.each([
  ['„https://x.example/a“, he said', 'https://x.example/a'],
  ['»https://x.example«', 'https://x.example/'],
  ['见https://x.example/a。然后', 'https://x.example/a'],
  ['https://x.example/a…', 'https://x.example/a'],
  ['www.x.example/a”', 'http://www.x.example/a'],
  ['(https://x.example/a_(b))', 'https://x.example/a_(b)'],
  ['[„x“](https://x.example/%E2%80%9C)', 'https://x.example/%E2%80%9C'],
  ['https://x.example/:key:/a', 'https://x.example/:key:/a'],
])('%j leads to %s', (text, address) => {
  const drawn = html(text)
  expect(/href="([^"]*)"/.exec(drawn)?.[1]).toBe(address)
  // Nothing of it is gone, and no sign became an emoji.
  if (!text.startsWith('[')) expect(drawn.replace(/<[^>]*>/g, '')).toBe(text)
})

test.each([
  ['[ERROR]: failed', '<p>[ERROR]: failed</p>'],
  ['[WIP]: @mara', '<p>[WIP]: <span class="at">@mara</span></p>'],
  ['[a]: one\n[a]: two', '<p>[a]: one</p>\n<p>[a]: two</p>'],
  ['see [ERROR]\n\n[ERROR]: failed', '<p>see [ERROR]</p>\n<p>[ERROR]: failed</p>'],
  ['[^1]: a *note*', '<p>[^1]: a <em>note</em></p>'],
])('%j is no blank message', (text, drawn) => expect(html(text)).toBe(drawn))

test('a definition is a link where it leads to a page, and none where another link needs it', () => {
  expect(html('[bug]: https://x.example/1')).toMatch(/^<p>\[bug\]: <a href="https:\/\/x\.example\/1"[^>]*>https:\/\/x\.example\/1<\/a><\/p>$/)
  expect(html('see [bug]\n\n[bug]: https://x.example/1')).toMatch(/^<p>see <a href="https:\/\/x\.example\/1"[^>]*>bug<\/a><\/p>$/)
})

test('numbers stay as they were written, unless they are left to be counted', () => {
  expect(html('5. May\n9. May')).toContain('<li value="5">May</li>\n<li value="9">May</li>')
  expect(html('1. a\n2. b') + html('1. a\n1. b')).not.toContain('value=')
})

test('cells beyond the head of a table are drawn, too', () => {
  expect(html('a|b\n-|-\n1|2|3')).toContain('<td>3</td>')
})

test('one tilde is a sign, two strike out', () => {
  expect(html('git diff HEAD~3 HEAD~1, ~~no~~')).toBe('<p>git diff HEAD~3 HEAD~1, <del>no</del></p>')
})

test('a line that begins with a tag is a line like any other', () => {
  expect(html('<div>\n@mara, **look**\n</div>')).toBe('<p>&lt;div&gt;<br/>\n<span class="at">@mara</span>, <strong>look</strong><br/>\n&lt;/div&gt;</p>')
})

test('names inside of a link lead where the link leads', () => {
  expect(html('[**@mara**](https://x.example)')).not.toContain('class="at"')
})

test('a line is a line', () => {
  expect(html('one\ntwo')).toBe('<p>one<br/>\ntwo</p>')
})

test('code is plain at first, in its colours once they are known, and plain for ever in a language that nobody knows', async () => {
  expect(html('```js\nconst a = 1\n```')).toContain('<code>const a = 1\n</code>')
  await colourCode({ text: 'const a = 1\n', language: 'js' })
  expect(html('```js\nconst a = 1\n```')).toContain('<span class="hljs-keyword">const</span>')
  expect(await colourCode({ text: 'const a', language: 'nolang' })).toEqual([{ type: 'text', value: 'const a' }])
})

test('what nests deeper than anybody reads stays as it was written, and breaks nothing', () => {
  const deep = '> '.repeat(4000)
  expect(html(deep)).toBe(`<p class="md-plain">${deep.replaceAll('>', '&gt;')}</p>`)
  expect(html(`${'1. '.repeat(5000)}x`)).toMatch(/^<p class="md-plain">1\. /)
  expect(html(`${'> '.repeat(50)}x`).match(/<blockquote/g)).toHaveLength(50)
})

test.each(['__proto__', 'constructor', 'toString'])('a language called %s is a word like any other', (language) => {
  expect(html(`\`\`\`${language}\nx\n\`\`\``)).toContain(`>${language}</span>`)
})
