/** Above a form that holds what was typed before one went elsewhere. */
import './hook-form.css'
import { Button } from '#renderer/ui/button.tsx'
import { t } from '#renderer/text/i18n.ts'

export function CameBack({ onDiscard }: { onDiscard: () => void }) {
  return (
    <p className="cameback" role="status">
      <span className="grow">{t('integrations:cameBack')}</span>
      <Button kind="quiet" size="small" onClick={onDiscard}>
        {t('common:discard')}
      </Button>
    </p>
  )
}
