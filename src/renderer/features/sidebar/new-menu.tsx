/** The + beside the workspace's name: what can be begun. */
import '#renderer/ui/menu.css'
import { Menu } from '@base-ui/react/menu'
import { Compass, Hash, MessageSquare, Plus, UserPlus } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Session } from '#shared/contract/rpc/session.ts'
import { openChannelDialog } from '#renderer/lib/screen/channel-dialog.ts'
import { browsePath, integrationsPath } from '#renderer/lib/format/channel-path.ts'
import { shortcutLabel } from '#renderer/lib/screen/shortcuts.ts'
import { t } from '#renderer/text/i18n.ts'
import { HookIcon } from '#renderer/ui/hook-icon.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { MenuItem } from '#renderer/ui/menu.tsx'
import { MenuGap } from '#renderer/ui/menu-parts.tsx'

export function NewMenu({ session }: { session: Session }) {
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger
        render={
          <IconButton label={t('sidebar:new')} className="iconbtn--add">
            <Plus className="icon" />
          </IconButton>
        }
      />
      <Menu.Portal>
        <Menu.Positioner className="menu-place" align="end" alignOffset={-4} sideOffset={6}>
          <Menu.Popup className="menu menu--add" aria-label={t('sidebar:new')}>
            <Items session={session} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

function Items({ session: { me, may } }: { session: Session }) {
  const [, navigate] = useLocation()
  return (
    <>
      {may.createChannels && (
        <MenuItem icon={Hash} hint={shortcutLabel('newChannel')} onSelect={() => openChannelDialog({ kind: 'new-channel' })}>
          {t('sidebar:newChannel')}
        </MenuItem>
      )}
      <MenuItem icon={MessageSquare} hint={shortcutLabel('newDirect')} onSelect={() => openChannelDialog({ kind: 'direct' })}>
        {t('sidebar:newDirect')}
      </MenuItem>
      {me.role !== 'guest' && (
        <MenuItem icon={Compass} onSelect={() => navigate(browsePath)}>
          {t('sidebar:browse')}
        </MenuItem>
      )}
      {may.createPeople && (
        <MenuItem icon={UserPlus} onSelect={() => openChannelDialog({ kind: 'new-person' })}>
          {t('sidebar:newPerson')}
        </MenuItem>
      )}
      {may.manageHooks && (
        <>
          <MenuGap />
          <MenuItem icon={HookIcon} onSelect={() => navigate(integrationsPath)}>
            {t('sidebar:integrations')}
          </MenuItem>
        </>
      )}
    </>
  )
}
