/** Colours code, once set up for all messages; large code stays plain so that scrolling stays smooth. */
import type { Element, Root } from 'hast'
import rehypeHighlight from 'rehype-highlight'
import { visit } from 'unist-util-visit'

const LARGEST = 20_000

/** Made once: setting it up registers every language, which is too slow for each message. */
const highlight = rehypeHighlight({ detect: false })

export function rehypeCode() {
  return (tree: Root, file: Parameters<typeof highlight>[1]): void => {
    visit(tree, 'element', (node) => {
      if (node.tagName === 'code' && lengthOf(node) > LARGEST) node.properties.className = ['no-highlight']
    })
    highlight(tree, file)
  }
}

const lengthOf = (node: Element): number => node.children.reduce((sum, child) => sum + (child.type === 'text' ? child.value.length : 0), 0)
