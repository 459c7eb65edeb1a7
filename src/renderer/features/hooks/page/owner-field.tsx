/** On whose behalf a webhook posts, and giving it to somebody else. */
import './transfer-dialog.css'
import type { Hook } from '#shared/contract/hook.ts'
import { formatAbsolute } from '#renderer/lib/format/format-time.ts'
import { useSession } from '#renderer/lib/data/queries.ts'
import { Button } from '#renderer/ui/button.tsx'
import { PersonAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useOwnerName } from '../queries.ts'

export function OwnerField({ hook, onGive }: { hook: Hook; onGive: () => void }) {
  const name = useOwnerName()(hook.owner)
  const role = useSession().data?.me.role
  const mayGive = role === 'owner' || role === 'admin'
  return (
    <div>
      <p className="label">{t('hooks:owner')}</p>
      <div className="hookowner">
        <p className="chan grow">
          <PersonAvatar username={hook.owner} name={name} size={20} />
          <bdi className="clip">{name}</bdi> <span className="faint clip">@{hook.owner}</span>
        </p>
        {mayGive && (
          <Button size="small" onClick={onGive}>
            {t('health:transfer.open')}
          </Button>
        )}
      </div>
      <p className="hint">
        {t('hooks:ownerHint', { when: formatAbsolute(hook.createdAt) })}
        {role !== undefined && !mayGive && ` ${t('health:transfer.adminsOnly')}`}
      </p>
    </div>
  )
}
