/** Who is meant by what was typed: by name or username, the best match first. */
import type { Person } from '#shared/contract/person.ts'
import { foldText } from '#shared/core/fold-text.ts'
import { rankByNames } from '#shared/core/match-names.ts'

/** The list is for choosing from, not for reading through. */
const SHOWN = 50

export function matchPeople(people: readonly Person[], query: string): readonly Person[] {
  const wanted = foldText(query.trim().replace(/^@/, ''))
  const byName = people.toSorted((a, b) => a.displayName.localeCompare(b.displayName))
  return rankByNames(byName, wanted, (person) => [foldText(person.displayName), person.username]).slice(0, SHOWN)
}
