/** One row for each address. */
import { Ellipsis, RefreshCw, Trash2 } from 'lucide-react'
import type { Address } from '#shared/contract/hook.ts'
import { getDialect } from '#shared/dialects/index.ts'
import { formatAbsolute, formatAgo, formatMoment } from '#renderer/lib/format-time.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Menu, MenuItem } from '#renderer/ui/menu.tsx'
import { Pill } from '#renderer/ui/pill.tsx'
import { useNow } from '../use-now.ts'

export interface AddressTableProps {
  addresses: readonly Address[]
  onRotate: (address: Address) => void
  onRemove: (address: Address) => void
}

export function AddressTable({ addresses, onRotate, onRemove }: AddressTableProps) {
  const now = useNow()
  return (
    <table className="grid">
      <thead>
        <tr>
          <th>Address</th>
          <th>Label</th>
          <th className="hide-narrow">Created</th>
          <th>Last used</th>
          <th>Valid</th>
          <th>
            <span className="only-spoken">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {addresses.map((address) => (
          <tr key={address.id}>
            <td>
              <div className="address">
                <span className="who__name">{getDialect(address.dialect).label}</span>
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
              <Menu
                trigger={
                  <IconButton label={`More for the address ending in ${address.lastFour}`}>
                    <Ellipsis className="icon" />
                  </IconButton>
                }
              >
                <MenuItem icon={RefreshCw} onSelect={() => onRotate(address)}>
                  Rotate…
                </MenuItem>
                <MenuItem icon={Trash2} danger onSelect={() => onRemove(address)}>
                  Remove…
                </MenuItem>
              </Menu>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Validity({ expiresAt, now }: { expiresAt: number | null; now: number }) {
  if (expiresAt === null) return <Pill tone="ok">Valid</Pill>
  if (expiresAt <= now) return <Pill tone="bad">Ended {formatMoment(expiresAt, now)}</Pill>
  return <Pill tone="warn">Until {formatMoment(expiresAt, now)}</Pill>
}
