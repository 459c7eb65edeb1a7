/** Lets a signed request post once: a copy of it, with the time that was signed, is refused. Decided in the write that posts, so that two at once cannot both pass. */
import type { Refusal } from '#shared/dialects/dialect.ts'
import type { Context } from '../context.ts'
import type { AddressTarget } from '../store/addresses.ts'
import type { Tx } from '../store/connection.ts'
import { markSecretUsed } from '../store/hook-secrets.ts'
import { isSignedSeen, noteSigned } from '../store/signed-requests.ts'
import type { Proof } from './check-signature.ts'

interface Refused {
  readonly refusal: Refusal
  readonly target: AddressTarget | undefined
}

/** Whatever was refused may come again as it was. `proof`: undefined where no signature is asked for. */
export function onceSigned<T extends object>(ctx: Context, tx: Tx, { target, proof }: { readonly target: AddressTarget | undefined; readonly proof: Proof | undefined }, post: () => T): T | Refused {
  if (!proof || !target) return post()
  const { once, by, isTest } = proof
  if (once && isSignedSeen(tx, target.hookId, once)) {
    return { refusal: { reason: 'signature_replayed', detail: 'The same signed request was accepted before, to the second and to the byte.' }, target }
  }
  const outcome = post()
  // What waits will be posted.
  if ('refusal' in outcome && !('waiting' in outcome)) return outcome
  if (!isTest) markSecretUsed(tx, target.hookId, by, ctx.now())
  if (once) noteSigned(tx, target.hookId, once, ctx.now() - once.toleranceMs)
  return outcome
}
