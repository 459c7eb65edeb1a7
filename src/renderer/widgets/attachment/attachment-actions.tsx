/** Buttons and selects of an attachment: one with an address opens it, all others say why they do nothing. */
import { ChevronDown, SquareArrowOutUpRight } from 'lucide-react'
import type { AttachmentAction } from '#shared/contract/message.ts'
import { linkTarget } from '#renderer/lib/screen/open-link.ts'
import { t } from '#renderer/text/i18n.ts'
import { buttonClass } from '#renderer/ui/button.tsx'
import { ForeignLink } from '../link/link.tsx'

/** All look alike: what is most important here is not the sender's to say. */
export function AttachmentActions({ actions }: { actions: readonly AttachmentAction[] }) {
  return (
    <div className="attach__actions">
      {actions.map((action, index) =>
        linkTarget(action.url) === null ? (
          <IdleAction key={index} action={action} />
        ) : (
          <ForeignLink key={index} href={action.url} className={buttonClass({ size: 'small' }, 'attach__action')}>
            <bdi className="clip">{action.text}</bdi>
            <SquareArrowOutUpRight className="icon icon--12" />
          </ForeignLink>
        ),
      )}
    </div>
  )
}

/** Can be reached by keys, so that its reason is heard too. */
function IdleAction({ action: { type, text, options = [] } }: { action: AttachmentAction }) {
  const reason = type === 'select' ? t('message:attachment.idleSelect') : t('message:attachment.idleButton')
  const offers = options.length === 0 ? '' : t('message:attachment.offers', { options: options.slice(0, 10).join(', ') })
  return (
    <button type="button" className={buttonClass({ size: 'small' }, 'attach__action attach__action--idle')} aria-disabled="true" title={[reason, offers].filter(Boolean).join(' ')}>
      <bdi className="clip">{text}</bdi>
      {type === 'select' && <ChevronDown className="icon icon--12" />}
    </button>
  )
}
