/** What a receiver checks with: the token, the secret, or both, as the signature asks; the other one is kept for later, so it is shown too. */
import './secret-lines.css'
import { KeyRound } from 'lucide-react'
import type { Signature } from '#shared/contract/subscription.ts'
import { t } from '#renderer/text/i18n.ts'
import { SecretLine } from './secret-line.tsx'

export interface SecretLinesProps {
  signature: Signature
  token: string
  secret: string
}

export function SecretLines({ signature, token, secret }: SecretLinesProps) {
  const first = signature === 'none' || signature === 'token' ? 'token' : 'secret'
  return (
    <div className="secretlines">
      {first === 'token' ? (
        <>
          <SecretLine what="token" value={token} primary />
          <SecretLine what="secret" value={secret} />
        </>
      ) : (
        <>
          <SecretLine what="secret" value={secret} primary />
          <SecretLine what="token" value={token} />
        </>
      )}
      <p className="hint secret__hint">
        <KeyRound className="icon icon--14" />
        {t(`outgoing:secret.used.${first}`)} {t('outgoing:secret.note')}
      </p>
    </div>
  )
}
