/** Remark plugin: what Markdown would leave out or count anew is drawn as it was written, because a chat is no document. */
import type { Definition, FootnoteDefinition, ImageReference, LinkReference, List, Paragraph, PhrasingContent, Root, RootContent, Table, Text } from 'mdast'
import type { VFile } from 'vfile'
import { SKIP, visit } from 'unist-util-visit'
import { linkTarget } from '#renderer/lib/screen/open-link.ts'

export function remarkKeepAll() {
  return (tree: Root, file: VFile): void => {
    const source = String(file)
    keepDefinitions(tree, source)
    visit(tree, (node) => {
      if (node.type === 'table') widen(node)
      else if (node.type === 'list') keepNumbers(node, source)
      // Drawn as text in any case; as text its lines and names are, too.
      else if (node.type === 'html') Object.assign(node, { type: 'text' })
    })
  }
}

/** `[ERROR]: failed` is the address of a link for Markdown, which draws none. It is one only where a link of the text leads there. */
function keepDefinitions(tree: Root, source: string): void {
  const used = findUsed(tree)
  visit(tree, (node, index, parent) => {
    if (parent === undefined || index === undefined) return
    if (node.type === 'definition' && used.definitions.get(node.identifier) !== node) parent.children[index] = paragraph(writtenDefinition(node, source))
    else if ((node.type === 'linkReference' || node.type === 'imageReference') && !used.definitions.has(node.identifier)) parent.children[index] = written(node, source)
    else if (node.type === 'footnoteDefinition' && used.notes.get(node.identifier) !== node) {
      parent.children.splice(index, 1, ...(bodyOf(node) as typeof parent.children))
      return [SKIP, index]
    }
  })
}

/** The definitions that something leads to and that lead somewhere, the first of each name. */
function findUsed(tree: Root) {
  const names = new Set<string>()
  visit(tree, (node) => void (/Reference$/.test(node.type) && 'identifier' in node && names.add(`${node.type === 'footnoteReference' ? '^' : ''}${node.identifier}`)))
  const definitions = new Map<string, Definition>()
  const notes = new Map<string, FootnoteDefinition>()
  visit(tree, (node) => {
    if (node.type === 'definition' && names.has(node.identifier) && !definitions.has(node.identifier) && linkTarget(node.url) !== null) definitions.set(node.identifier, node)
    if (node.type === 'footnoteDefinition' && names.has(`^${node.identifier}`) && !notes.has(node.identifier)) notes.set(node.identifier, node)
  })
  return { definitions, notes }
}

/** Where it names a page, that is a link. */
function writtenDefinition(node: Definition, source: string): PhrasingContent[] {
  const text = written(node, source)
  const at = linkTarget(node.url) === null ? -1 : text.value.indexOf(node.url)
  if (at < 0) return [text]
  const link: PhrasingContent = { type: 'link', url: node.url, children: [{ type: 'text', value: node.url }] }
  return [{ type: 'text', value: text.value.slice(0, at) }, link, { type: 'text', value: text.value.slice(at + node.url.length) }]
}

function bodyOf({ label, identifier, children }: FootnoteDefinition): RootContent[] {
  const mark: Text = { type: 'text', value: `[^${label ?? identifier}]: ` }
  const [first, ...rest] = children
  return first?.type === 'paragraph' ? [{ ...first, children: [mark, ...first.children] }, ...rest] : [paragraph([mark]), ...children]
}

const written = ({ position }: Definition | LinkReference | ImageReference, source: string): Text => ({ type: 'text', value: source.slice(position?.start.offset, position?.end.offset), ...(position && { position }) })
const paragraph = (children: PhrasingContent[]): Paragraph => ({ type: 'paragraph', children })

/** A row with more cells than the head has them drawn, too. */
function widen(table: Table): void {
  const widest = Math.max(...table.children.map(({ children }) => children.length))
  table.align = Array.from({ length: widest }, (_, index) => table.align?.[index] ?? null)
}

/** "5. May" and then "9. May" are not the fifth and the sixth. All the same 0 or 1 is how one writes a list that counts by itself. */
function keepNumbers({ ordered, start, children }: List, source: string): void {
  if (ordered !== true) return
  const numbers = children.map(({ position }) => Number(/^\d{1,9}/.exec(source.slice(position?.start.offset, position?.end.offset))?.[0] ?? Number.NaN))
  const first = start ?? 1
  if (numbers.some(Number.isNaN) || numbers.every((number, index) => number === first + index) || (first <= 1 && numbers.every((number) => number === first))) return
  for (const [index, item] of children.entries()) item.data = { ...item.data, hProperties: { value: String(numbers[index]) } }
}
