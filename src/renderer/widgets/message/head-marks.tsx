/** What a tool says about its message beside the time: how important it is, that it updates a case, that it is a test, and that there is more to read. */
import { Briefcase, CircleAlert, FlaskConical, Info } from 'lucide-react'
import type { Message } from '#shared/contract/message.ts'
import { cardOf } from '#renderer/lib/format/message-card.ts'
import { openPanel } from '#renderer/lib/screen/panel.ts'
import { t } from '#renderer/text/i18n.ts'

/** `live`: a panel can be opened. */
export function HeadMarks({ message, live }: { message: Message; live: boolean }) {
  const isUpdate = message.caseId !== null && message.caseState === null
  return (
    <>
      {live && cardOf(message) !== null && <CardButton message={message} />}
      {isUpdate && (
        <span className="msg__update" title={t('cases:update')}>
          <Briefcase className="icon icon--12" aria-hidden="true" />
          <span className="msg__update-word">{t('cases:update')}</span>
        </span>
      )}
      {message.test === true && (
        <span className="msg__test" title={t('message:testTitle')}>
          <FlaskConical className="icon icon--12" aria-hidden="true" />
          {t('message:test')}
        </span>
      )}
      {message.priority !== null && (
        <span className={`priority priority--${message.priority}`}>
          <CircleAlert className="icon icon--12" aria-hidden="true" />
          {t(`message:priority.${message.priority}`)}
        </span>
      )}
    </>
  )
}

function CardButton({ message: { id, channelId } }: { message: Message }) {
  return (
    <button
      type="button"
      className="msg__info"
      aria-label={t('message:card.open')}
      title={t('message:card.open')}
      onClick={() => openPanel({ kind: 'card', channelId, messageId: id })}
    >
      <Info className="icon icon--14" />
    </button>
  )
}
