/** The shape of the catalogue: every language has every word that English has. */
import type { en } from './en/index.ts'

type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> }

export type Words = Same<typeof en>
