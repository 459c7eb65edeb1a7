/** Marks what was searched in the messages below an element, by the browser's highlights: no text and no element is changed. */
import { useEffect, type RefObject } from 'react'
import { parseSearchQuery } from '#shared/core/search-query.ts'
import { findHits } from './find-hits.ts'

/** The name in `::highlight(…)`. */
const NAME = 'search-hit'
/** Where a message's own words stand. */
const BODIES = '.msg__body, .files'

/** Marks anew whenever what stands there changes, for instance when the next page comes. */
export function useMarks(place: RefObject<HTMLElement | null>, query: string, found: unknown): void {
  useEffect(() => {
    const root = place.current
    // Older browsers show the messages unmarked.
    if (root === null || !('highlights' in CSS)) return
    const { terms } = parseSearchQuery(query, 0)
    const mark = (): void => {
      const ranges = [...root.querySelectorAll(BODIES)].filter((body) => body.parentElement?.closest(BODIES) == null).flatMap((body) => rangesIn(body, terms))
      CSS.highlights.set(NAME, new Highlight(...ranges))
    }
    mark()
    const changes = new MutationObserver(mark)
    changes.observe(root, { childList: true, subtree: true, characterData: true })
    return () => {
      changes.disconnect()
      CSS.highlights.delete(NAME)
    }
  }, [place, query, found])
}

function rangesIn(body: Element, terms: Parameters<typeof findHits>[1]): Range[] {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  const nodes: Node[] = []
  while (walker.nextNode()) nodes.push(walker.currentNode)
  return findHits(nodes.map((node) => node.nodeValue ?? ''), terms).map(({ piece, start, end }) => {
    const range = new Range()
    range.setStart(nodes[piece]!, start)
    range.setEnd(nodes[piece]!, end)
    return range
  })
}
