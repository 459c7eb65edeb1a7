/** Where an address is shown: what must not go through it, and the command that says it as a person instead. */
import './sensitive-note.css'
import { LockOpen } from 'lucide-react'
import { useRef } from 'react'
import { CopyIconButton } from '#renderer/ui/copy-button.tsx'
import { t } from '#renderer/text/i18n.ts'

export function SensitiveNote({ channel }: { channel: string }) {
  const code = useRef<HTMLElement>(null)
  const command = `hookline post --channel ${channel} "text"`
  return (
    <div className="sensitive">
      <LockOpen className="icon" />
      <div className="sensitive__text">
        <p>
          <b>{t('integrations:sensitive.title')}</b> {t('integrations:sensitive.text')}
        </p>
        <p className="sensitive__instead">
          <span>{t('integrations:sensitive.instead')}</span>
          <span className="sensitive__command">
            <code ref={code}>{command}</code>
            <CopyIconButton label={t('integrations:sensitive.copy')} text={command} shownIn={code} />
          </span>
        </p>
      </div>
    </div>
  )
}
