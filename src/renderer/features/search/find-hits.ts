/** Which words of a text a search means: folded as the index folds them, phrases as a whole. */
import { placeWords } from '#shared/core/fold-words.ts'
import type { SearchTerm } from '#shared/core/search-query.ts'

/** A word in one of the pieces that a text is drawn in. */
export interface Hit {
  readonly piece: number
  readonly start: number
  readonly end: number
}

interface Place extends Hit {
  readonly word: string
}

/** `pieces` follow each other, like the text nodes of a message: a phrase may begin in one and end in the next. */
export function findHits(pieces: readonly string[], terms: readonly SearchTerm[]): Hit[] {
  const wanted = terms.filter(({ not }) => !not)
  if (wanted.length === 0) return []
  const places: Place[] = pieces.flatMap((text, piece) => placeWords(text).map((placed) => ({ ...placed, piece })))
  const hits = new Set<Place>()
  for (const [index] of places.entries()) {
    for (const term of wanted) for (const place of matchAt(places, index, term)) hits.add(place)
  }
  return places.filter((place) => hits.has(place)).map(({ piece, start, end }) => ({ piece, start, end }))
}

/** The words of the term when it stands here, else none. */
function matchAt(places: readonly Place[], index: number, { words, isBeginning }: SearchTerm): readonly Place[] {
  const here = places.slice(index, index + words.length)
  const last = words.length - 1
  const isMeant = words.every((word, at) => (isBeginning && at === last ? here[at]?.word.startsWith(word) === true : here[at]?.word === word))
  return isMeant ? here : []
}
