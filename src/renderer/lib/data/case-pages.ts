/** A channel's lists of cases as the cache holds them, page by page, the last changed first. */
import type { Case } from '#shared/contract/case.ts'
import type { CaseState } from '#shared/contract/message.ts'

export interface CasePage {
  readonly cases: readonly Case[]
  readonly nextBefore: number | null
  readonly open: number
}

export interface CasePages {
  readonly pages: readonly CasePage[]
  readonly pageParams: readonly unknown[]
}

/** The list of the cases in `state` after `changed` is as it says: moved, taken in or out. One that belongs below what is loaded comes with its page. */
export function withCase(list: CasePages, changed: Case, state: CaseState): CasePages {
  const without = withoutCase(list, changed.id)
  if (changed.state !== state) return without
  const { pages } = without
  const at = pages.findIndex((page) => page.nextBefore === null || changed.position >= page.nextBefore)
  const page = pages[at]
  if (page === undefined) return without
  const before = page.cases.findIndex(({ position }) => position < changed.position)
  const cases = page.cases.toSpliced(before === -1 ? page.cases.length : before, 0, changed)
  return { ...list, pages: pages.with(at, { ...page, cases }) }
}

export const withoutCase = (list: CasePages, caseId: string): CasePages => ({
  ...list,
  pages: list.pages.map((page) => ({ ...page, cases: page.cases.filter(({ id }) => id !== caseId) })),
})

export const findCase = (list: CasePages | undefined, id: string): Case | undefined => list?.pages.flatMap((page) => page.cases).find((one) => one.id === id)
