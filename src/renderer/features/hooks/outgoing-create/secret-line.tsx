/** A token or secret that is shown this once, beside Copy. */
import '../create/secret-once.css'
import { useRef } from 'react'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { t } from '#renderer/text/i18n.ts'

export function SecretLine({ what, value, primary = false }: { what: 'token' | 'secret'; value: string; primary?: boolean }) {
  const code = useRef<HTMLElement>(null)
  return (
    <div className="secretline">
      <p className="label">{t(`outgoing:secret.${what}`)}</p>
      <div className="secret">
        <code ref={code}>{value}</code>
        <CopyButton kind={primary ? 'primary' : 'default'} label={t(what === 'token' ? 'outgoing:secret.copyToken' : 'outgoing:secret.copySecret')} text={value} shownIn={code} />
      </div>
    </div>
  )
}
