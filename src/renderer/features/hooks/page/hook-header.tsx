/** The head of a webhook's page: who it is, where it posts, whether it is on. */
import './hook-header.css'
import { Ellipsis, Stethoscope, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Hook } from '#shared/contract/hook.ts'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Menu, MenuItem } from '#renderer/ui/menu.tsx'
import { Pill } from '#renderer/ui/pill.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { HookAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { t } from '#renderer/text/i18n.ts'
import { DeleteHookDialog } from '../delete-hook-dialog.tsx'
import { HookChannel } from '../hook-channel.tsx'
import { HooksCrumb } from '../hooks-crumb.tsx'
import { useSwitchHook } from '../mutations.ts'
import { hookPath, hooksPath } from '../paths.ts'

/** `isHere`: it lives on this device, which alone can examine it. */
export function HookHeader({ hook, isHere }: { hook: Hook; isHere: boolean }) {
  const [, navigate] = useLocation()
  const [deleting, setDeleting] = useState(false)
  const { mutate: switchHook } = useSwitchHook()
  return (
    <header className="page__head hookhead">
      <HookAvatar name={hook.name} iconUrl={hook.iconUrl} iconEmoji={hook.iconEmoji} size={32} corner={false} />
      <div className="grow">
        <HooksCrumb kind="incoming" />
        <h1 className="hookhead__name">
          <bdi className="clip" title={hook.name}>
            {hook.name}
          </bdi>
          {!hook.enabled && (hook.pausedReason === null ? <Pill>{t('hooks:off')}</Pill> : <Pill tone="warn">{t('health:paused')}</Pill>)}
        </h1>
      </div>
      <HookChannel hook={hook} />
      {isHere && (
        <ButtonLink href={hookPath(hook.id, 'test')} size="small">
          <Stethoscope className="icon icon--14" />
          {t('doctor:check')}
        </ButtonLink>
      )}
      <Switch label={t('hooks:isOn', { name: hook.name })} checked={hook.enabled} onChange={(enabled) => switchHook({ hook, enabled })} />
      <Menu
        trigger={
          <IconButton label={t('common:more')}>
            <Ellipsis className="icon" />
          </IconButton>
        }
      >
        <MenuItem icon={Trash2} danger onSelect={() => setDeleting(true)}>
          {t('common:delete')}
        </MenuItem>
      </Menu>
      <DeleteHookDialog hook={deleting ? hook : null} onClose={() => setDeleting(false)} onDeleted={() => navigate(hooksPath)} />
    </header>
  )
}
