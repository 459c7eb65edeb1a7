/** By which way the addresses of webhooks are shown and copied: one choice for all of them, until the window closes. */
import { create } from 'zustand'
import type { MintedAddress } from '#shared/contract/hook.ts'
import { listBases, type AddressBase, type BaseKind } from '#shared/core/address-bases.ts'
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

/** The address by the chosen way, also when the ways change while it is shown; as it was made while they are not known. */
export function useMinted({ url, path }: Pick<MintedAddress, 'url' | 'path'>): { readonly url: string; readonly pin: string | undefined } {
  const { chosen } = useBases()
  return { url: chosen ? chosen.url + path : url, pin: chosen?.pin }
}
