/** Devices of one person: called what, there or last seen when, and what can be done about each. Removed ones stand below, for the record. */
import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Person } from '#shared/contract/person.ts'
import type { Device } from '#shared/contract/team.ts'
import { can } from '#shared/core/permissions.ts'
import { formatAgo, formatMoment } from '#renderer/lib/format/format-time.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { Dot } from '#renderer/ui/dot.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Pill } from '#renderer/ui/pill.tsx'
import { RemoveDeviceDialog } from './remove-device-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'

export interface DeviceRowsProps {
  devices: readonly Device[]
  me: Person
}

export function DeviceRows({ devices, me }: DeviceRowsProps) {
  const [renaming, setRenaming] = useState<Device | null>(null)
  const [removing, setRemoving] = useState<Device | null>(null)
  const sorted = devices.toSorted((a, b) => Number(a.removedAt !== null) - Number(b.removedAt !== null) || a.admittedAt - b.admittedAt)
  return (
    <>
      <ul className="devices">
        {sorted.map((device) => (
          <DeviceRow key={device.id} device={device} me={me} onRename={() => setRenaming(device)} onRemove={() => setRemoving(device)} />
        ))}
      </ul>
      {renaming !== null && <RenameDialog device={renaming} onClose={() => setRenaming(null)} />}
      <RemoveDeviceDialog device={removing} me={me} onClose={() => setRemoving(null)} />
    </>
  )
}

interface DeviceRowProps {
  device: Device
  me: Person
  onRename: () => void
  onRemove: () => void
}

function DeviceRow({ device, me, onRename, onRemove }: DeviceRowProps) {
  const isMine = device.personId === me.id
  const isThere = device.removedAt === null
  const mayRemove = isThere && !device.isHost && (isMine || can('person.create', me, {}))
  return (
    <li className={isThere ? 'device' : 'device device--gone'}>
      <Dot tone={isThere && device.online === true ? 'ok' : 'none'} />
      <span className="device__text">
        <bdi className="device__name">{device.name}</bdi>
        <span className="device__sub">{useSeen(device)}</span>
      </span>
      {device.isThis && <Pill tone="accent">{t('team:devices.this')}</Pill>}
      {device.isHost && <Pill>{t('team:devices.host')}</Pill>}
      {isThere && isMine && (
        <IconButton label={t('team:devices.rename', { name: device.name })} size="small" onClick={onRename}>
          <Pencil className="icon icon--14" />
        </IconButton>
      )}
      {mayRemove && (
        <IconButton label={t('team:devices.removeThis', { name: device.name })} size="small" onClick={onRemove}>
          <Trash2 className="icon icon--14" />
        </IconButton>
      )}
    </li>
  )
}

function useSeen({ removedAt, online, lastSeenAt, admittedAt, isThis }: Device): string {
  const now = useNow()
  const since = t('team:devices.since', { moment: formatMoment(admittedAt, now) })
  if (removedAt !== null) return t('team:devices.removedAt', { moment: formatMoment(removedAt, now) })
  if (online === true) return `${t('team:online')} · ${since}`
  return lastSeenAt === null || isThis ? since : `${t('team:lastSeen', { ago: formatAgo(lastSeenAt, now) })} · ${since}`
}
