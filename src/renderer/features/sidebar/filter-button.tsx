/** Shows only what is unread, or everything again. */
import { Funnel } from 'lucide-react'
import { usePreferences } from '#renderer/lib/data/queries.ts'
import { setPreference } from '#renderer/lib/data/set-preference.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { sayProblem } from '#renderer/widgets/channel-actions/channel-calls.ts'

export function FilterButton() {
  const unreadOnly = usePreferences().data?.['sidebar.unreadOnly'] ?? false
  return (
    <IconButton label={t('sidebar:unreadOnly')} className="nav__filter" aria-pressed={unreadOnly} onClick={() => setUnreadOnly(!unreadOnly)}>
      <Funnel className="icon" />
    </IconButton>
  )
}

export function NothingUnread() {
  return (
    <div className="nav__problem">
      <p>{t('sidebar:nothingUnread')}</p>
      <Button size="small" onClick={() => setUnreadOnly(false)}>
        {t('sidebar:showAll')}
      </Button>
    </div>
  )
}

const setUnreadOnly = (on: boolean): void => void setPreference('sidebar.unreadOnly', on).catch(sayProblem)
