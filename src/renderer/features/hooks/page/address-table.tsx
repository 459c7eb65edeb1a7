/** One row for each address. */
import { CalendarClock, Ellipsis, RefreshCw, Trash2, Users } from 'lucide-react'
import type { Address } from '#shared/contract/hook.ts'
import { formatAbsolute, formatAgo, formatMoment } from '#renderer/lib/format/format-time.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Menu, MenuItem } from '#renderer/ui/menu.tsx'
import { Pill } from '#renderer/ui/pill.tsx'
import { t } from '#renderer/text/i18n.ts'
import { dialectLabel } from '../dialect-label.ts'
import { ActionsHead } from '../rows/actions-head.tsx'
import { useNow } from '#renderer/lib/look/use-now.ts'

export interface AddressTableProps {
  addresses: readonly Address[]
  onDo: (deed: AddressDeed, address: Address) => void
}

/** What can be done with one; each asks in a dialog. */
export type AddressDeed = 'rotate' | 'remove' | 'setEnd' | 'users'

export function AddressTable({ addresses, onDo }: AddressTableProps) {
  const now = useNow()
  return (
    <table className="grid">
      <thead>
        <tr>
          <th>{t('hooks:address')}</th>
          <th>{t('hooks:label')}</th>
          <th className="hide-narrow">{t('hooks:created')}</th>
          <th>{t('hooks:lastUsed')}</th>
          <th>{t('hooks:valid')}</th>
          <ActionsHead />
        </tr>
      </thead>
      <tbody>
        {addresses.map((address) => (
          <tr key={address.id}>
            <td>
              <div className="address">
                <span className="who__name">{dialectLabel(address.dialect)}</span>
                <code className="faint">•••• {address.lastFour}</code>
              </div>
            </td>
            <td className="address__label">
              <bdi className="clip">{address.label}</bdi>
            </td>
            <td className="num hide-narrow" title={formatAbsolute(address.createdAt)}>
              {formatAgo(address.createdAt, now)}
            </td>
            <td className="num" title={address.lastUsedAt === null ? undefined : formatAbsolute(address.lastUsedAt)}>
              {formatAgo(address.lastUsedAt, now)}
            </td>
            <td>
              <Validity expiresAt={address.expiresAt} now={now} />
            </td>
            <td>
              <AddressMenu address={address} onDo={onDo} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function AddressMenu({ address, onDo }: { address: Address; onDo: AddressTableProps['onDo'] }) {
  return (
    <Menu
      trigger={
        <IconButton label={t('hooks:moreForAddress', { lastFour: address.lastFour })}>
          <Ellipsis className="icon" />
        </IconButton>
      }
    >
      <MenuItem icon={Users} onSelect={() => onDo('users', address)}>
        {t('addresses:users.open')}
      </MenuItem>
      {!address.replaced && (
        <MenuItem icon={CalendarClock} onSelect={() => onDo('setEnd', address)}>
          {t('addresses:end.change')}
        </MenuItem>
      )}
      <MenuItem icon={RefreshCw} onSelect={() => onDo('rotate', address)}>
        {t('hooks:rotateItem')}
      </MenuItem>
      <MenuItem icon={Trash2} danger onSelect={() => onDo('remove', address)}>
        {t('hooks:removeItem')}
      </MenuItem>
    </Menu>
  )
}

function Validity({ expiresAt, now }: { expiresAt: number | null; now: number }) {
  if (expiresAt === null) return <Pill tone="ok">{t('hooks:valid')}</Pill>
  if (expiresAt <= now) return <Pill tone="bad">{t('hooks:endedAt', { when: formatMoment(expiresAt, now) })}</Pill>
  return <Pill tone="warn">{t('hooks:until', { when: formatMoment(expiresAt, now) })}</Pill>
}
