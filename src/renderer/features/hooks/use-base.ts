/** By which way the addresses of webhooks are shown and copied: one choice for all of them, until the window closes. */
import { create } from 'zustand'
import { findBase, listBases, rebase, type AddressBase, type BaseKind } from '#shared/core/address-bases.ts'
import { useListener } from '#renderer/lib/data/queries.ts'

const useChoice = create<{ readonly kind: BaseKind | null }>(() => ({ kind: null }))

export interface Bases {
  readonly all: readonly AddressBase[]
  /** Undefined while it is not known where Hookline listens. */
  readonly chosen: AddressBase | undefined
  choose(kind: BaseKind): void
}

/** Until somebody chooses it is what new addresses begin with. */
export function useBases(): Bases {
  const status = useListener().data
  const kind = useChoice((state) => state.kind)
  const all = status === undefined ? [] : listBases(status)
  const usual = all.find((base) => base.kind === 'public') ?? all[0]
  return { all, chosen: all.find((base) => base.kind === kind) ?? usual, choose: (next) => useChoice.setState({ kind: next }) }
}

/** The address by the chosen way; as it was made where none of those of now is its own. */
export function useRebased(url: string): { readonly url: string; readonly base: AddressBase | undefined } {
  const { all, chosen } = useBases()
  const from = findBase(url, all)
  return from && chosen ? { url: rebase(url, from, chosen), base: chosen } : { url, base: from }
}
