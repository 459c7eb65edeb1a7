/** Who posts to an address: what one looks at before the old one ends. */
import type { Address, AddressUse, Hook } from '#shared/contract/hook.ts'
import { formatAbsolute, formatAgo, formatCount } from '#renderer/lib/format/format-time.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { t } from '#renderer/text/i18n.ts'
import { dialectLabel } from '../dialect-label.ts'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'
import { useAddressUsers } from '../queries.ts'

export function AddressUsersDialog({ hook, address, onClose }: { hook: Hook; address: Address; onClose: () => void }) {
  const { data: users, error, isFetching, refetch } = useAddressUsers(hook.id, address.id)
  const which = { dialect: dialectLabel(address.dialect), lastFour: address.lastFour }
  return (
    <Dialog open onClose={onClose} title={t('addresses:users.title', which)} text={t('addresses:users.text')}>
      <div className="dialog__body">
        {users === undefined && error === null && <Skeleton width="70%" />}
        {users === undefined && error !== null && <LoadProblem title={t('hooks:requestsNotLoaded')} error={error} busy={isFetching} onRetry={() => void refetch()} />}
        {users?.length === 0 && <p className="soft">{t('addresses:users.none')}</p>}
        {users !== undefined && users.length > 0 && <UserTable users={users} />}
      </div>
      <DialogButtons>
        <Button onClick={onClose}>{t('common:close')}</Button>
      </DialogButtons>
    </Dialog>
  )
}

function UserTable({ users }: { users: readonly AddressUse[] }) {
  const now = useNow()
  return (
    <table className="grid users">
      <thead>
        <tr>
          <th>{t('addresses:users.program')}</th>
          <th>{t('addresses:users.from')}</th>
          <th>{t('addresses:users.requests')}</th>
          <th>{t('hooks:lastUsed')}</th>
        </tr>
      </thead>
      <tbody>
        {users.map(({ remote, userAgent, requests, lastAt }) => (
          <tr key={`${remote} ${userAgent}`}>
            <td className="address__label">
              {userAgent === '' ? (
                <span className="soft">{t('addresses:users.unnamed')}</span>
              ) : (
                <bdi className="clip" title={userAgent}>
                  {userAgent}
                </bdi>
              )}
            </td>
            <td className="num">{remote}</td>
            <td className="num">{formatCount(requests)}</td>
            <td className="num" title={formatAbsolute(lastAt)}>
              {formatAgo(lastAt, now)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
