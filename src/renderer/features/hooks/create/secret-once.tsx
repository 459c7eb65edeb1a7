/** An address that is shown this once: whole, in mono, beside Copy; it can be hidden from a shared screen. */
import './secret-once.css'
import { Eye, EyeOff, KeyRound } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { t } from '#renderer/text/i18n.ts'
import { maskUrl, splitUrl } from './mask-url.ts'

export interface SecretOnceProps {
  url: string
  hidden: boolean
  onHiddenChange: (hidden: boolean) => void
}

export function SecretOnce({ url, hidden, onHiddenChange }: SecretOnceProps) {
  const code = useRef<HTMLElement>(null)
  const { origin, lead, secret } = splitUrl(hidden ? maskUrl(url) : url)
  return (
    <>
      <div className="secret">
        <code ref={code}>
          {origin}
          <span>{lead}</span>
          {secret}
        </code>
        <Button kind="quiet" size="small" aria-label={hidden ? t('hooks:showAddress') : t('hooks:hideAddress')} onClick={() => onHiddenChange(!hidden)}>
          {hidden ? <Eye className="icon icon--14" /> : <EyeOff className="icon icon--14" />}
          <span className="hide-narrow">{hidden ? t('hooks:show') : t('hooks:hide')}</span>
        </Button>
        <CopyButton kind="primary" label={t('hooks:copyAddress')} text={url} shownIn={code} reveal={() => onHiddenChange(false)} />
      </div>
      <p className="hint secret__hint">
        <KeyRound className="icon icon--14" />
        {t('hooks:secretNote')}
      </p>
    </>
  )
}
