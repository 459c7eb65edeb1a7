/** Above a form that holds what was typed before one went elsewhere. */
import './hook-form.css'
import { Button } from '#renderer/ui/button.tsx'
import { t } from '#renderer/text/i18n.ts'

export interface CameBackProps {
  /** Says what did not come back, because it can be a secret. */
  withoutSecrets?: boolean
  onDiscard: () => void
}

export function CameBack({ withoutSecrets = false, onDiscard }: CameBackProps) {
  return (
    <p className="cameback" role="status">
      <span className="grow">
        {t('integrations:cameBack')}
        {withoutSecrets && ` ${t('outgoing:form.secretsNotKept')}`}
      </span>
      <Button kind="quiet" size="small" onClick={onDiscard}>
        {t('common:discard')}
      </Button>
    </p>
  )
}
