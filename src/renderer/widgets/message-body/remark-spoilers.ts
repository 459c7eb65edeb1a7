/** Remark plugin: `||words||` are hidden until somebody asks for them, as Discord has it; in text only, never inside code. */
import type { PhrasingContent, Root } from 'mdast'
import type { VFile } from 'vfile'
import { SKIP, visit } from 'unist-util-visit'

const BARS = '||'

export function remarkSpoilers() {
  return (tree: Root, file: VFile): void => {
    const source = String(file)
    if (!source.includes(BARS)) return
    visit(tree, (node) => {
      if (!('children' in node) || !node.children.some((child) => child.type === 'text' && child.value.includes(BARS))) return
      node.children = hideBetween(node.children, source)
      return node.type === 'link' ? SKIP : undefined
    })
  }
}

/** A piece of the line; `'bars'` where two of them stand. */
type Piece = PhrasingContent | 'bars'

/** Where text stands among `children`, all of them are parts of a line. */
function hideBetween(children: readonly unknown[], source: string): PhrasingContent[] {
  const pieces = (children as readonly PhrasingContent[]).flatMap((child) => cutAtBars(child, source))
  const out: PhrasingContent[] = []
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at]!
    if (piece !== 'bars') out.push(piece)
    else {
      const end = findEnd(pieces, at)
      if (end < 0) out.push({ type: 'text', value: BARS })
      else out.push(spoiler(pieces.slice(at + 1, end) as PhrasingContent[]))
      if (end >= 0) at = end
    }
  }
  return out
}

function cutAtBars(child: PhrasingContent, source: string): Piece[] {
  if (child.type !== 'text' || !child.value.includes(BARS)) return [child]
  const { start, end } = child.position ?? {}
  let at = 0
  return withoutEscaped(child.value, source.slice(start?.offset, end?.offset))
    .split(BARS)
    .flatMap((part, index): Piece[] => {
      const value = child.value.slice(at, at + part.length)
      at += part.length + BARS.length
      return [...(index === 0 ? [] : (['bars'] as const)), ...(value === '' ? [] : [{ type: 'text' as const, value }])]
    })
}

const ESCAPE = /\\[!-/:-@[-`{-~]|&(?:#0*124|#x0*7c|vert|verbar|verticalline);|\|/gi

/** Of the same length; bars that were written with a backslash, or by their number, are none. */
function withoutEscaped(value: string, written: string): string {
  if (!/[\\&]/.test(written)) return value
  const bars = [...written.matchAll(ESCAPE)].map(([sign]) => sign).filter((sign) => !sign.startsWith('\\') || sign === '\\|')
  const isTold = bars.length === value.split('|').length - 1
  let index = 0
  return value.replaceAll('|', () => (isTold && bars[index++] === '|' ? '|' : '\0'))
}

/** What begins or ends with a space, such as `a || b || c`, hides nothing. Only the next bars are looked at. */
function findEnd(pieces: readonly Piece[], start: number): number {
  const end = pieces.indexOf('bars', start + 1)
  const first = pieces[start + 1]
  const last = pieces[end - 1]
  if (end <= start + 1 || first === undefined || last === undefined) return -1
  return isSpaced(first, /^\s/) || isSpaced(last, /\s$/) ? -1 : end
}

const isSpaced = (piece: Piece, edge: RegExp): boolean => piece !== 'bars' && piece.type === 'text' && edge.test(piece.value)

const spoiler = (children: PhrasingContent[]): PhrasingContent => ({ type: 'emphasis', data: { hName: 'app-spoiler' }, children })
