/** A token or secret under its name. */
import { t } from '#renderer/text/i18n.ts'
import { SecretValue } from '../create/secret-value.tsx'

export function SecretLine({ what, value, primary = false }: { what: 'token' | 'secret'; value: string; primary?: boolean }) {
  return (
    <div className="secretline">
      <p className="label">{t(`outgoing:secret.${what}`)}</p>
      <SecretValue value={value} copyLabel={t(what === 'token' ? 'outgoing:secret.copyToken' : 'outgoing:secret.copySecret')} primary={primary} />
    </div>
  )
}
