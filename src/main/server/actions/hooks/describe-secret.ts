/** Names a signing secret for people without telling it. */
import type { SignatureScheme } from '#shared/contract/hook-rules.ts'
import { schemeNames } from '#shared/core/signature-secret.ts'
import type { KeptSecret } from '../../store/hook-secrets.ts'

/** `GitHub, current secret`, or `GitHub, secret from before 18 Nov`: the day on which the current one took its place, here. */
export function describeSecret(scheme: SignatureScheme, secrets: readonly KeptSecret[], number: KeptSecret['number']): string {
  const name = schemeNames[scheme]
  const current = secrets.find((one) => one.number === 1)
  if (number === 1) return `${name}, current secret`
  return current ? `${name}, secret from before ${formatDay(current.createdAt)}` : `${name}, old secret`
}

function formatDay(at: number): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }).format(at)
}
