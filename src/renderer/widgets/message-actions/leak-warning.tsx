/** Says in the row of a message that is changed that its new text holds the address of a webhook, and what can be done about it. */
import { CircleAlert } from 'lucide-react'
import { Trans } from 'react-i18next'
import { useLocation } from 'wouter'
import type { RecognisedAddress } from '#shared/contract/hook.ts'
import { hookAddressesPath } from '#renderer/lib/format/channel-path.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'

export interface LeakWarningProps {
  addresses: readonly RecognisedAddress[]
  onMask: () => void
  onSaveAnyway: () => void
}

export function LeakWarning({ addresses, onMask, onSaveAnyway }: LeakWarningProps) {
  const [, navigate] = useLocation()
  const hookId = addresses.find((address) => address.hookId !== null)?.hookId
  return (
    <div className="edit__leak">
      <div className="edit__leaks" role="alert">
        {addresses.map(({ url, hookName }) => (
          <p key={url}>
            <CircleAlert className="icon icon--14" />
            <span>
              <Trans ns="addresses" i18nKey="leak.text" values={{ name: hookName }} components={{ name: <bdi className="strong" /> }} />
            </span>
          </p>
        ))}
      </div>
      <div className="edit__ways">
        <Button size="small" autoFocus onClick={onMask}>
          {t('addresses:leak.mask')}
        </Button>
        {hookId != null && (
          <Button size="small" onClick={() => navigate(hookAddressesPath(hookId))}>
            {t('addresses:leak.rotate')}
          </Button>
        )}
        <Button size="small" onClick={onSaveAnyway}>
          {t('addresses:leak.saveAnyway')}
        </Button>
      </div>
    </div>
  )
}
