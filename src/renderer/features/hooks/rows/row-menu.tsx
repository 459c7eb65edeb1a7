/** What can be done with a webhook from its row in a list: opened, edited, deleted, and what else the list offers. */
import { Ellipsis, PanelRightOpen, Pencil, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Menu, MenuItem } from '#renderer/ui/menu.tsx'
import { t } from '#renderer/text/i18n.ts'

export interface RowMenuProps {
  name: string
  path: string
  /** Null: it is edited on another device. */
  settingsPath: string | null
  onDelete: () => void
  /** Further items, between editing and deleting. */
  children?: ReactNode
}

export function RowMenu({ name, path, settingsPath, onDelete, children }: RowMenuProps) {
  const [, navigate] = useLocation()
  return (
    <Menu
      trigger={
        <IconButton label={t('hooks:moreFor', { name })}>
          <Ellipsis className="icon" />
        </IconButton>
      }
    >
      <MenuItem icon={PanelRightOpen} onSelect={() => navigate(path)}>
        {t('common:open')}
      </MenuItem>
      {settingsPath !== null && (
        <MenuItem icon={Pencil} onSelect={() => navigate(settingsPath)}>
          {t('common:edit')}
        </MenuItem>
      )}
      {children}
      <MenuItem icon={Trash2} danger onSelect={onDelete}>
        {t('common:delete')}
      </MenuItem>
    </Menu>
  )
}
