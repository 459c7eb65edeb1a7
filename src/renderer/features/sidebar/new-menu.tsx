/** The + beside the workspace's name: what can be added. */
import '#renderer/ui/menu.css'
import { Menu } from '@base-ui/react/menu'
import { Hash, Plus } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Session } from '#shared/contract/rpc/session.ts'
import { HookIcon } from '#renderer/ui/hook-icon.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { NewChannelDialog } from './new-channel-dialog.tsx'

export function NewMenu({ session: { may } }: { session: Session }) {
  const [creating, setCreating] = useState(false)
  const [, navigate] = useLocation()
  if (!may.createChannels && !may.manageHooks) return null
  return (
    <>
      <Menu.Root modal={false}>
        <Menu.Trigger
          render={
            <IconButton label="New" className="iconbtn--add">
              <Plus className="icon" />
            </IconButton>
          }
        />
        <Menu.Portal>
          <Menu.Positioner className="menu-place" align="end" alignOffset={-4} sideOffset={6}>
            <Menu.Popup className="menu menu--add" aria-label="New">
              {may.createChannels && (
                <Menu.Item className="menu__row" onClick={() => setCreating(true)}>
                  <Hash className="icon" />
                  <span className="grow">New channel</span>
                </Menu.Item>
              )}
              {may.createChannels && may.manageHooks && <Menu.Separator className="menu__gap" />}
              {may.manageHooks && (
                <Menu.Item className="menu__row" onClick={() => navigate('/integrations/incoming')}>
                  <HookIcon className="icon" />
                  <span className="grow">Integrations</span>
                </Menu.Item>
              )}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <NewChannelDialog open={creating} onClose={() => setCreating(false)} />
    </>
  )
}
