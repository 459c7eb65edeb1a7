/** My picture at the end of the title bar: who I am, my status, quiet, and the ways to settings and shortcuts. */
import './profile.css'
import { Menu as Base } from '@base-ui/react/menu'
import { Bell, BellOff, Keyboard, Settings, Smile, UserRound } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Person } from '#shared/contract/person.ts'
import { currentStatus } from '#shared/core/person-status.ts'
import { settingsPath } from '#renderer/lib/format/channel-path.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { formatMoment } from '#renderer/lib/format/format-time.ts'
import { pauseChoices, pauseEnd } from '#renderer/lib/notices/pause.ts'
import { usePreferences } from '#renderer/lib/data/queries.ts'
import { setPreference } from '#renderer/lib/data/set-preference.ts'
import { runShortcut, shortcutLabel } from '#renderer/lib/screen/shortcuts.ts'
import { openStatusDialog } from '#renderer/lib/screen/status-dialog.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { Menu, MenuItem } from '#renderer/ui/menu.tsx'
import { MenuGap, Submenu } from '#renderer/ui/menu-parts.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { PersonAvatar } from '#renderer/widgets/avatar/avatar.tsx'

export function ProfileMenu({ me }: { me: Person }) {
  const now = useNow()
  const [, navigate] = useLocation()
  const pausedUntil = usePreferences().data?.['notify.pausedUntil'] ?? null
  const isPaused = pausedUntil !== null && pausedUntil > now
  const status = currentStatus(me.status, now)
  return (
    <Menu trigger={<Trigger me={me} emoji={status?.emoji ?? ''} isPaused={isPaused} />}>
      <Base.Group>
        <Base.GroupLabel className="profile-menu__who">
          <PersonAvatar username={me.username} name={me.displayName} size={32} />
          <span className="profile-menu__names">
            <bdi className="strong clip">{me.displayName}</bdi>
            <bdi className="faint clip">@{me.username}</bdi>
          </span>
        </Base.GroupLabel>
      </Base.Group>
      <MenuItem icon={Smile} onSelect={openStatusDialog}>
        {status === null ? t('people:setStatus') : `${status.emoji} ${status.text}`.trim()}
      </MenuItem>
      {isPaused ? (
        <MenuItem icon={Bell} onSelect={() => pause(null)} hint={formatMoment(pausedUntil, now)}>
          {t('people:resume')}
        </MenuItem>
      ) : (
        <Submenu icon={BellOff} label={t('people:pauseTitle')}>
          {pauseChoices.map((choice) => (
            <MenuItem key={choice} icon={BellOff} onSelect={() => pause(pauseEnd(choice, Date.now()))}>
              {t(`people:pause.${choice}`)}
            </MenuItem>
          ))}
        </Submenu>
      )}
      <MenuGap />
      <MenuItem icon={UserRound} onSelect={() => navigate(settingsPath('profile'))}>
        {t('people:profile')}
      </MenuItem>
      <MenuItem icon={Settings} onSelect={() => navigate(settingsPath('look'))} hint={shortcutLabel('settings')}>
        {t('people:settings')}
      </MenuItem>
      <MenuItem icon={Keyboard} onSelect={() => runShortcut('shortcuts')} hint={shortcutLabel('shortcuts')}>
        {t('people:shortcuts')}
      </MenuItem>
    </Menu>
  )
}

function Trigger({ me, emoji, isPaused, ...rest }: { me: Person; emoji: string; isPaused: boolean }) {
  const label = isPaused ? 'people:youPaused' : 'people:you'
  return (
    <button {...rest} type="button" className="profile-button" aria-label={t(label, { name: me.displayName, username: me.username })} title={`${me.displayName} · @${me.username}`}>
      <PersonAvatar username={me.username} name={me.displayName} size={24} />
      {isPaused && (
        <span className="profile-button__mark">
          <BellOff className="icon icon--12" />
        </span>
      )}
      {!isPaused && emoji !== '' && (
        <span className="profile-button__mark" aria-hidden="true">
          {emoji}
        </span>
      )}
    </button>
  )
}

function pause(until: number | null): void {
  setPreference('notify.pausedUntil', until).catch((error: unknown) => toast({ tone: 'bad', text: toErrorBody(error).message }))
}
