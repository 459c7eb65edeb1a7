/** The addresses of a webhook: told apart by their last four characters, each rotated or removed alone. */
import './addresses.css'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Address, Hook } from '#shared/contract/hook.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { t } from '#renderer/text/i18n.ts'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'
import { BaseStrip } from '../base-choice.tsx'
import { useAddresses } from '../queries.ts'
import { AddAddressDialog } from './add-address-dialog.tsx'
import { AddressTable, type AddressDeed } from './address-table.tsx'
import { AddressUsersDialog } from './address-users-dialog.tsx'
import { RemoveAddressDialog } from './remove-address-dialog.tsx'
import { RotateAddressDialog } from './rotate-address-dialog.tsx'
import { SetEndDialog } from './set-end-dialog.tsx'

/** The one dialog that is open. */
type Open = { deed: 'add' } | { deed: AddressDeed; address: Address } | null

export function AddressesTab({ hook }: { hook: Hook }) {
  const { data: addresses, error, isFetching, refetch } = useAddresses(hook.id)
  const [open, setOpen] = useState<Open>(null)
  const handleClose = () => setOpen(null)
  return (
    <div className="page">
      <div className="addresses__head">
        <p className="soft">{t('hooks:addressesNote')}</p>
        <Button kind="primary" onClick={() => setOpen({ deed: 'add' })}>
          <Plus className="icon" />
          {t('hooks:addAddress')}
        </Button>
      </div>
      {addresses === undefined && error !== null && <LoadProblem title={t('hooks:addressesNotLoaded')} error={error} busy={isFetching} onRetry={() => void refetch()} />}
      {addresses === undefined && error === null && <AddressesSkeleton />}
      {addresses?.length === 0 && <Empty icon={KeyRound} title={t('hooks:noAddresses')} text={t('hooks:noAddressesText')} />}
      {addresses !== undefined && addresses.length > 0 && <BaseStrip />}
      {addresses !== undefined && addresses.length > 0 && <AddressTable addresses={addresses} onDo={(deed, address) => setOpen({ deed, address })} />}
      {open?.deed === 'add' && <AddAddressDialog hook={hook} onClose={handleClose} />}
      {open?.deed === 'rotate' && <RotateAddressDialog hook={hook} address={open.address} onClose={handleClose} />}
      {open?.deed === 'setEnd' && <SetEndDialog hook={hook} address={open.address} onClose={handleClose} />}
      {open?.deed === 'users' && <AddressUsersDialog hook={hook} address={open.address} onClose={handleClose} />}
      {open?.deed === 'remove' && <RemoveAddressDialog hook={hook} address={open.address} onClose={handleClose} />}
    </div>
  )
}

function AddressesSkeleton() {
  return (
    <div className="addresses__head" aria-busy="true" aria-label={t('hooks:loadingAddresses')}>
      <Skeleton width="60%" />
    </div>
  )
}
