/** Whether a request was signed with a secret of its hook, in time; over the bytes as they came. */
import { schemeNames } from '#shared/core/signature-secret.ts'
import type { Refusal } from '#shared/dialects/dialect.ts'
import { describeSecret } from '../actions/hooks/describe-secret.ts'
import type { Context } from '../context.ts'
import { findHookSecrets, type KeptSecret } from '../store/hook-secrets.ts'
import type { SignedRequest } from '../store/signed-requests.ts'
import type { Progress } from './build-verdict.ts'
import type { HookHttpRequest } from './receive-hook.ts'
import { schemes } from './signatures/index.ts'
import type { Claim } from './signatures/scheme.ts'

/** What is known once a signature is right. */
export interface Proof {
  readonly by: KeptSecret['number']
  /** Signed by this program, for a test: no sender used the secret. */
  readonly isTest: boolean
  /** Where the time is signed. */
  readonly once?: SignedRequest & { readonly toleranceMs: number }
}

/** Undefined for a hook that asks for none, and for a replay, which a person vouches for. What was found goes into the verdict, by `progress`. */
export function checkSignature(ctx: Context, progress: Progress, request: Pick<HookHttpRequest, 'headers' | 'replay' | 'pass'>, bytes: Buffer | undefined): Proof | Refusal | undefined {
  const { target } = progress
  const rule = target?.rules.signature
  if (!target || !rule || rule.scheme === 'none' || request.replay || request.pass?.isVouched === true) return undefined
  const scheme = schemes[rule.scheme]
  if (bytes === undefined && scheme.signsBody) return { reason: 'signature_refused', detail: 'The signature of a multipart body cannot be checked. Send JSON or a plain form.' }
  const secrets = findHookSecrets(ctx.reader, target.hookId)
  const claim = scheme.read({ headers: request.headers, bytes: bytes ?? Buffer.alloc(0), rule })
  if ('reason' in claim) return claim
  const secret = secrets.find((one) => claim.isBy(one.secret))
  if (!secret) return { reason: 'signature_refused', detail: describeStranger(secrets, schemeNames[rule.scheme]) }
  progress.signature = describeSecret(rule.scheme, secrets, secret.number)
  const now = ctx.now()
  if (secret.expiresAt !== null && secret.expiresAt <= now) return { reason: 'signature_refused', detail: 'It was signed with the old secret, which has ended. Give the sender the current one.' }
  return judgeTime(claim, { toleranceMs: rule.toleranceSeconds * 1000, now, by: secret.number, isTest: request.pass !== undefined })
}

function describeStranger(secrets: readonly KeptSecret[], label: string): string {
  if (secrets.length === 0) return `This webhook asks for signatures (${label}) and has no secret yet. Set one on its page, under “Who may post”, or with "hookline hooks secret set".`
  return `The signature (${label}) does not fit this body and the webhook’s secret: the secret is another one, or the body was changed on its way.`
}

function judgeTime({ signed }: Claim, { toleranceMs, now, ...who }: Pick<Proof, 'by' | 'isTest'> & { readonly toleranceMs: number; readonly now: number }): Proof | Refusal {
  if (!signed) return who
  const ageMs = now - signed.at
  if (Math.abs(ageMs) > toleranceMs) {
    const seconds = Math.round(Math.abs(ageMs) / 1000)
    return { reason: 'signature_stale', detail: `It was signed ${seconds} s ${ageMs > 0 ? 'ago' : 'from now'}; at most ${toleranceMs / 1000} s are allowed. Either a clock is wrong, or it is an old request sent again.` }
  }
  return { ...who, once: { at: signed.at, content: signed.content(), toleranceMs } }
}
