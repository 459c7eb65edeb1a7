/** One row for each token. */
import { Trash2 } from 'lucide-react'
import type { Token } from '#shared/contract/token.ts'
import { formatAbsolute, formatAgo, formatMoment, formatShortDay } from '#renderer/lib/format/format-time.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Pill } from '#renderer/ui/pill.tsx'
import { PersonAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useOwnerName } from '../queries.ts'
import { ActionsHead } from '../rows/actions-head.tsx'

export interface TokenTableProps {
  tokens: readonly Token[]
  onRevoke: (token: Token) => void
}

export function TokenTable({ tokens, onRevoke }: TokenTableProps) {
  const now = useNow()
  const ownerName = useOwnerName()
  return (
    <table className="grid">
      <thead>
        <tr>
          <th>{t('integrations:tokens.token')}</th>
          <th>{t('integrations:tokens.person')}</th>
          <th className="hide-narrow">{t('integrations:tokens.scope')}</th>
          <th className="hide-narrow">{t('hooks:created')}</th>
          <th className="hide-tight">{t('hooks:lastUsed')}</th>
          <th>{t('hooks:valid')}</th>
          <ActionsHead />
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} now={now} person={ownerName(token.person)} onRevoke={onRevoke} />
        ))}
      </tbody>
    </table>
  )
}

function TokenRow({ token, now, person, onRevoke }: { token: Token; now: number; person: string; onRevoke: (token: Token) => void }) {
  return (
    <tr>
      <td className="tokens__name">
        <div className="who__name clip">
          <bdi>{token.label === '' ? t('integrations:tokens.unnamed') : token.label}</bdi>
        </div>
        <code className="faint">•••• {token.lastFour}</code>
      </td>
      <td className="tokens__person">
        <span className="chan">
          <PersonAvatar username={token.person} name={person} size={20} />
          <bdi className="clip">{person}</bdi>
        </span>
      </td>
      <td className="hide-narrow">{t(`integrations:tokens.scopes.${token.scope}`)}</td>
      <td className="num hide-narrow" title={formatAbsolute(token.createdAt)}>
        {formatShortDay(token.createdAt, now)}
      </td>
      <td className="num hide-tight" title={token.lastUsedAt === null ? undefined : formatAbsolute(token.lastUsedAt)}>
        {formatAgo(token.lastUsedAt, now)}
      </td>
      <td>
        <Validity expiresAt={token.expiresAt} now={now} />
      </td>
      <td>
        <IconButton label={t('integrations:tokens.revokeThis', { lastFour: token.lastFour })} onClick={() => onRevoke(token)}>
          <Trash2 className="icon" />
        </IconButton>
      </td>
    </tr>
  )
}

function Validity({ expiresAt, now }: { expiresAt: number | null; now: number }) {
  if (expiresAt === null) return <Pill>{t('integrations:tokens.forever')}</Pill>
  if (expiresAt <= now) return <Pill tone="bad">{t('hooks:endedAt', { when: formatMoment(expiresAt, now) })}</Pill>
  return <Pill tone="ok">{t('hooks:until', { when: formatMoment(expiresAt, now) })}</Pill>
}
