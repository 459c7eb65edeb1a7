/** Who made a webhook and on which day, as the lists of both kinds show it. */
import { formatAbsolute, formatDate } from '#renderer/lib/format/format-time.ts'
import { t } from '#renderer/text/i18n.ts'
import { PersonAvatar } from '#renderer/widgets/avatar/avatar.tsx'

export function CreatedBy({ username, name, createdAt }: { username: string; name: string; createdAt: number }) {
  return (
    <>
      <span className="chan">
        <PersonAvatar username={username} name={name} size={20} />
        <bdi className="clip">{name}</bdi>
      </span>
      <div className="who__sub" title={formatAbsolute(createdAt)}>
        {t('hooks:createdOn', { day: formatDate(createdAt) })}
      </div>
    </>
  )
}
