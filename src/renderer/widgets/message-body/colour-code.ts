/** Colours code after it was shown: the highlighter is loaded with the first block and works only while nothing else does. */
import type { ElementContent, Root } from 'hast'
import { LRUCache } from 'lru-cache'

export interface Code {
  readonly text: string
  /** As written behind the fence. */
  readonly language: string | undefined
}

/** Larger code stays plain, so that scrolling stays smooth. */
const LARGEST = 20_000
const KEPT = 200
/** ms; a busy window colours late, but it does. */
const LATEST = 1000

const coloured = new LRUCache<string, readonly ElementContent[]>({ max: KEPT })
const keyOf = ({ text, language }: Code): string => `${language}\n${text}`

/** What was worked out before, so that scrolling back shows colours in the first frame. */
export const knownColours = (code: Code): readonly ElementContent[] | undefined => coloured.get(keyOf(code))

export const isColourable = ({ text, language }: Code): boolean => language !== undefined && text.length <= LARGEST

/** The code's parts with their classes; the plain text where the language is not known. */
export async function colourCode(code: Code): Promise<readonly ElementContent[]> {
  const highlight = await loadHighlighter()
  const parts = knownColours(code) ?? highlight(code)
  coloured.set(keyOf(code), parts)
  return parts
}

/** @returns a function that calls it off. */
export function whenIdle(work: () => void): () => void {
  const handle = requestIdleCallback(work, { timeout: LATEST })
  return () => cancelIdleCallback(handle)
}

type Highlight = (code: Code) => readonly ElementContent[]
let loading: Promise<Highlight> | undefined

function loadHighlighter(): Promise<Highlight> {
  loading ??= load()
  return loading
}

async function load(): Promise<Highlight> {
  const { default: rehypeHighlight } = await import('rehype-highlight')
  const transform = rehypeHighlight({ detect: false })
  return ({ text, language }) => {
    const code = { type: 'element' as const, tagName: 'code', properties: { className: [`language-${language}`] }, children: [{ type: 'text' as const, value: text }] as ElementContent[] }
    const tree: Root = { type: 'root', children: [{ type: 'element', tagName: 'pre', properties: {}, children: [code] }] }
    // All that it wants of the file is a place to complain about a language that it does not know.
    transform(tree, { message: () => undefined } as unknown as Parameters<typeof transform>[1])
    return code.children
  }
}
