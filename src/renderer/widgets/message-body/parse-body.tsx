/** Markdown to React elements, without raw HTML; parsed bodies are kept, so that scrolling back costs nothing. */
import type { ReactElement } from 'react'
import Markdown, { type Components, type Options } from 'react-markdown'
import remarkBreaks from 'remark-breaks'
import remarkGfm from 'remark-gfm'
import { t } from '#renderer/text/i18n.ts'
import { Picture } from '../picture/picture.tsx'
import { BodyLink, ChannelWord, PersonWord } from './app-words.tsx'
import { CodeBlock } from './code-block.tsx'
import { remarkAppWords, type AppWords } from './remark-app-words.ts'
import { remarkBareLinks } from './remark-bare-links.ts'
import { remarkKeepAll } from './remark-keep-all.ts'
import { remarkSpoilers } from './remark-spoilers.ts'
import { Spoiler } from './spoiler.tsx'

interface Parsed {
  readonly text: string
  readonly words: AppWords
  readonly element: ReactElement
}

/** A few windows of messages with their attachments; prepared ahead, see `prepareBody`. */
const KEPT = 2000
const parsed = new Map<string, Parsed>()

/** What of Markdown is drawn: all of it, or links and emoji within one line, with or without bare addresses. */
export type BodyKind = 'whole' | 'links' | 'links and addresses'

/** `id` is unique per body and kind; a changed text or changed names parse anew. */
export function parseBody(id: string, text: string, words: AppWords, kind: BodyKind = 'whole'): ReactElement {
  const known = parsed.get(id)
  parsed.delete(id)
  const entry = known?.text === text && known.words === words ? known : { text, words, element: kind === 'whole' ? parse(text, words) : parseLine(text, words, kind) }
  parsed.set(id, entry)
  if (parsed.size > KEPT) parsed.delete(parsed.keys().next().value!)
  return entry.element
}

/** Quotes and lists within each other in one line. Each level costs a call of the parser: with thousands of them its stack ends, and the page with it. */
const DEEPEST = 100
const tooDeep = new RegExp(`^(?:[ \\t]*(?:>|[-+*](?=[ \\t]|$)|\\d{1,9}[.)](?=[ \\t]|$))){${DEEPEST}}`, 'm')

/** One tilde is a sign, such as in `HEAD~1`; two strike out. */
const gfm: [typeof remarkGfm, { singleTilde: boolean }] = [remarkGfm, { singleTilde: false }]

function parse(text: string, words: AppWords): ReactElement {
  if (tooDeep.test(text)) return <p className="md-plain">{text}</p>
  const options: Options = {
    children: text,
    remarkPlugins: [noHtmlBlocks, gfm, remarkKeepAll, remarkBareLinks, remarkSpoilers, remarkBreaks, [remarkAppWords, words]],
    components,
    remarkRehypeOptions: { footnoteLabel: t('message:footnotes') },
    // Every address goes through `BodyLink` or `Picture`, which decide.
    urlTransform: (url) => url,
  }
  // Called as the plain function that it is, so that what is kept is the parsed tree and not the wish to parse.
  return Markdown(options)
}

/** Letters that would make a list, a heading or code of a line are letters here; bold words are words. */
function parseLine(text: string, words: AppWords, kind: Exclude<BodyKind, 'whole'>): ReactElement {
  return Markdown({
    children: text,
    remarkPlugins: [oneLine, ...(kind === 'links' ? [] : [gfm, remarkBareLinks]), [remarkAppWords, words]],
    components,
    allowedElements: ['a'],
    unwrapDisallowed: true,
    urlTransform: (url) => url,
  })
}

const blocks = ['blockQuote', 'codeFenced', 'codeIndented', 'definition', 'headingAtx', 'htmlFlow', 'htmlText', 'list', 'setextUnderline', 'thematicBreak', 'labelStartImage']

/** What remark's parser is told by a plugin. */
interface Settings {
  data(): object
}

/** Remark plugin: nothing but paragraphs. */
function oneLine(this: Settings): void {
  disable(this, blocks)
}

/** Remark plugin: a line that begins with a tag is a line like any other, not a block in which nothing else counts. */
function noHtmlBlocks(this: Settings): void {
  disable(this, ['htmlFlow'])
}

function disable(settings: Settings, names: string[]): void {
  const data: { micromarkExtensions?: object[] } = settings.data()
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { disable: { null: names } }]
}

const components = {
  'app-person': PersonWord,
  'app-channel': ChannelWord,
  'app-spoiler': Spoiler,
  a: ({ href, children }) => <BodyLink href={href}>{children}</BodyLink>,
  img: ({ src, alt }) => <Picture url={typeof src === 'string' ? src : undefined} alt={alt ?? ''} />,
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
  table: ({ children }) => (
    <div className="table" tabIndex={0} role="group" aria-label={t('message:table')}>
      <table>{children}</table>
    </div>
  ),
  th: ({ children, style }) => <th className={alignClass(style?.textAlign)}>{children}</th>,
  td: ({ children, style }) => <td className={alignClass(style?.textAlign)}>{children}</td>,
  h1: ({ children }) => <h3 className="md-title md-title--1">{children}</h3>,
  h2: ({ children }) => <h3 className="md-title md-title--2">{children}</h3>,
  h3: ({ children }) => <h4 className="md-title md-title--3">{children}</h4>,
  h4: ({ children }) => <h4 className="md-title">{children}</h4>,
  h5: ({ children }) => <h4 className="md-title">{children}</h4>,
  h6: ({ children }) => <h4 className="md-title">{children}</h4>,
  hr: () => <hr className="md-rule" />,
  blockquote: ({ children }) => <blockquote className="md-quote">{children}</blockquote>,
} as Components

function alignClass(align: string | undefined): string | undefined {
  if (align === 'right') return 'end'
  return align === 'center' ? 'middle' : undefined
}
