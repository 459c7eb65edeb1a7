/** A face with the dot that says whether its person is there now; in a team only, and only where that is known. */
import './presence.css'
import type { ReactNode } from 'react'
import { useOnline } from '#renderer/lib/data/team.ts'
import { t } from '#renderer/text/i18n.ts'

export interface WithPresenceProps {
  /** Undefined while it is not known who it is. */
  username: string | undefined
  large?: boolean
  /** The face. */
  children: ReactNode
}

export function WithPresence({ username, large = false, children }: WithPresenceProps) {
  const online = useOnline(username)
  if (online === null) return children
  return (
    <span className={large ? 'with-presence with-presence--large' : 'with-presence'} title={online ? t('team:online') : t('team:offline')}>
      {children}
      <span className={online ? 'presence presence--on' : 'presence'} aria-hidden="true" />
    </span>
  )
}

/** The same for who does not see it. */
export function SpokenPresence({ username }: { username: string }) {
  const online = useOnline(username)
  return online === true ? <span className="only-spoken"> · {t('team:online')}</span> : null
}
