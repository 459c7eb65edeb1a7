/** Remark plugin: an address that stands in the text ends where a reader sees its end, before “quotes”, a full stop of any script and the bars of a spoiler. */
import type { Link, Root } from 'mdast'
import type { VFile } from 'vfile'
import { SKIP, visit } from 'unist-util-visit'

/** No address that was copied has these as they are. */
const END = /[„“”«»‹›。，、！？；：]/
const TRAILING = /(?:\|\||[‘’…'".,:;!?*_~])+$/

export function remarkBareLinks() {
  return (tree: Root, file: VFile): void => {
    const source = String(file)
    visit(tree, 'link', (node, index, parent) => {
      if (parent === undefined || index === undefined) return
      const written = bareAddress(node, source)
      if (written === null) return
      const address = (written.split(END, 1)[0] ?? '').replace(TRAILING, '')
      if (address === written) return
      const link: Link = { ...node, url: node.url.slice(0, node.url.length - written.length) + address, children: [{ type: 'text', value: address }] }
      parent.children.splice(index, 1, link, { type: 'text', value: written.slice(address.length) })
      return [SKIP, index + 2]
    })
  }
}

/** Null for a link that was written with marks around it. */
function bareAddress({ url, children: [text], position }: Link, source: string): string | null {
  if (text?.type !== 'text' || !url.endsWith(text.value)) return null
  return position === undefined || source.slice(position.start.offset, position.end.offset) === text.value ? text.value : null
}
