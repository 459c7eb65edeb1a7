/** Notifications inside the window: cards at its upper end that open the message, and go by themselves while one looks. */
import './notification-cards.css'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Notification } from '#shared/contract/unread.ts'
import { isConversation } from '#renderer/lib/data/may-in-channel.ts'
import { dismissNotification, openNotification, useNotices } from '#renderer/lib/notices/notify.ts'
import { useChannels } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { HookAvatar, PersonAvatar } from '../avatar/avatar.tsx'
import { NOT_ENCRYPTED } from '../message/hook-sign.tsx'

export function NotificationCards() {
  const shown = useNotices((state) => state.shown)
  return (
    <div className="notes" role="region" aria-label={t('notify:region')} aria-live="polite">
      {shown.map((notification) => (
        <Card key={notification.messageId} notification={notification} />
      ))}
    </div>
  )
}

const SHOWN_MS = 8000

function Card({ notification }: { notification: Notification }) {
  const { author, sender, hookName, bot, body, count } = notification
  const channel = useChannels().data?.find(({ id }) => id === notification.channelId)
  const leave = useLeaving(notification)
  return (
    <article className="note" onPointerEnter={leave.stop} onPointerLeave={leave.start} onFocus={leave.stop} onBlur={leave.start}>
      {bot ? <HookAvatar name={hookName ?? sender} iconUrl={null} iconEmoji={null} size={32} /> : <PersonAvatar username={author} name={sender} size={32} />}
      <button type="button" className="note__open" onClick={() => openNotification(notification)}>
        <span className="note__head">
          <bdi className="note__title clip">{bot ? sender : notification.title}</bdi>
          {bot && (
            <span className="sign">
              <span className="sign__bot">BOT</span>
              <span className="sign__hook">{NOT_ENCRYPTED}</span>
            </span>
          )}
        </span>
        {bot && channel !== undefined && !isConversation(channel) && <bdi className="note__where clip">#{channel.name}</bdi>}
        {body !== '' && (
          <bdi className="note__body" dir="auto">
            {body}
          </bdi>
        )}
        {body === '' && <span className="note__body">{t('notify:hidden')}</span>}
        {count > 1 && <span className="note__more">{t('notify:more', { count: count - 1 })}</span>}
        <span className="only-spoken">{t(`notify:reason.${notification.reason}`)}</span>
      </button>
      <IconButton label={t('common:close')} size="small" onClick={() => dismissNotification(notification)}>
        <X className="icon icon--14" />
      </IconButton>
    </article>
  )
}

/** Not while the pointer or the focus is on it, and not before the window was looked at. */
function useLeaving(notification: Notification): { start: () => void; stop: () => void } {
  const timer = useRef(0)
  const stop = (): void => clearTimeout(timer.current)
  const start = (): void => {
    stop()
    timer.current = window.setTimeout(() => (document.hidden ? start() : dismissNotification(notification)), SHOWN_MS)
  }
  useEffect(() => {
    start()
    return stop
    // Made anew only for another notification.
  }, [notification])
  return { start, stop }
}
