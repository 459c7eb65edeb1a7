/** A card of Teams, read. */
import type { CardPart } from '../cards/card-part.ts'

export interface TeamsCard {
  readonly parts: readonly CardPart[]
  /** `good`, `warning`, `danger` or `#rrggbb`. */
  readonly color: string | undefined
  readonly ignored: readonly string[]
}
