/** Markdown of strangers, drawn: it never throws, takes no long, makes no element of its own, and links lead to the web alone. */
import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll } from 'vitest'
import { MessageBody } from '#renderer/widgets/message-body/message-body.tsx'
import { loadEmojiNames, useEmojiNames } from '#renderer/widgets/message-body/emoji-names.ts'
import { parseBody } from '#renderer/widgets/message-body/parse-body.tsx'
import { colourCode } from '#renderer/widgets/message-body/colour-code.ts'
import { fuzz } from './fuzz.ts'
import { text } from './values.ts'

const marks = ['# ', '## ', '> ', '>', '- ', '* ', '1. ', '- [ ] ', '- [x] ', '```', '```js\n', '~~~', '`', '``', '*', '**', '***', '_', '__', '~', '~~', '||', '|', '|-|', '\n|-|-|\n', '---', '===', '[', ']', '![', '](', ')', '][', '[^1]', '[^1]:', '[a]:', '<', '>', '</', '<a href=', '<!--', '<https://', '<script>', '&', '&#', '&#x', ';', '\\', ':', ':rocket:', '@mara', '@all', '#town-square', 'www.e.example', 'https://e.example/?a=(b)&c', 'a@e.example', 'javascript:x', 'data:text/html,x', 'vbscript:x', '\n', '\n\n', '    ', '\t', '  \n', '\u0000', '\uD800', '\u202e', 'x', 'word', ' ']
const markdown = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.constantFrom(...marks), { maxLength: 60 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.tuple(fc.array(fc.constantFrom(...marks), { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 600 })).map(([parts, times]) => parts.join('').repeat(times)) },
  { weight: 2, arbitrary: text },
)

const allowed = new Set('a app-person app-channel app-spoiler bdi blockquote br button circle code del div em figure figcaption h3 h4 hr img input kbd li line ol p path polyline pre rect section span strong sub sup svg table tbody td th thead tr ul g defs'.split(' '))
const mentions = { known: new Set(['mara']), me: 'lena', names: new Map([['mara', 'Mara']]), channels: new Set(['town-square']) }
/** Of the processor, for a text drawn four times. */
const patienceMs = 2000
let next = 0

beforeAll(loadEmojiNames)

function inspect(html: string): void {
  const foreign = [...html.matchAll(/<([a-z][\w-]*)/gi)].map(([, name]) => name ?? '').filter((name) => !allowed.has(name))
  if (foreign.length > 0) throw new Error(`draws <${foreign[0]}>`)
  if (/<[^>]*\son[a-z]+=/i.test(html.replace(/"[^"]*"/g, '""'))) throw new Error('an element has a handler')
  const links = [...html.matchAll(/\s(?:href|src|action|formaction|xlink:href)="([^"]*)"/gi)].map(([, link]) => link ?? '')
  const wrong = links.filter((link) => !/^(https?:\/\/|mailto:|#\/)/i.test(link) && !/^#[\w%-]*$/.test(link))
  if (wrong.length > 0) throw new Error(`links to ${wrong[0]}`)
}

fuzz<string>('markdown', {
  values: markdown,
  check: (value) => {
    const startedAt = process.threadCpuUsage()
    const words = { emoji: useEmojiNames.getState().names, mentions }
    for (const kind of ['whole', 'links', 'links and addresses'] as const) inspect(renderToStaticMarkup(parseBody(`fuzz-${(next += 1)}`, value, words, kind)))
    inspect(renderToStaticMarkup(<MessageBody id={`fuzz-${(next += 1)}`} text={value} mentions={mentions} />))
    const { user, system } = process.threadCpuUsage(startedAt)
    const tookMs = (user + system) / 1000
    if (tookMs > patienceMs) throw new Error(`took ${tookMs.toFixed(0)} ms`)
  },
})

fuzz<{ code: string; language: string }>('code', {
  values: fc.record({ code: markdown, language: fc.oneof(fc.constantFrom('js', 'html', 'json', 'python', 'bash', 'sql', 'diff', 'constructor', '__proto__', ''), text) }),
  check: async ({ code, language }) => {
    inspect(renderToStaticMarkup(parseBody(`code-${(next += 1)}`, `~~~~~~~~ ${language.replace(/[\r\n]/g, ' ')}\n${code}\n~~~~~~~~`, { emoji: null, mentions })))
    await colourCode({ text: code, language })
  },
})
