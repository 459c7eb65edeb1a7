/** The start of every procedure: one typed error, so that each face handles a refusal in one place. */
import { oc } from '@orpc/contract'
import { errorBodySchema } from '../errors.ts'

/** Thrown for every broken rule; `data` says which and what to do. Any other error is a bug and arrives masked. */
export const procedure = oc.errors({ REFUSED: { status: 400, data: errorBodySchema } })
