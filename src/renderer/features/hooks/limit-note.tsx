/** Says that there are as many webhooks as there may be, and who can change that. */
import { SlidersHorizontal } from 'lucide-react'
import type { Session } from '#shared/contract/rpc/session.ts'
import { settingsPath } from '#renderer/lib/format/channel-path.ts'
import { formatCount } from '#renderer/lib/format/format-time.ts'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { t } from '#renderer/text/i18n.ts'
import { PageNote } from './page-note.tsx'
import { hooksPath, outgoingPath } from './paths.ts'

export interface HookRoom {
  readonly count: number
  /** Null: any number. */
  readonly limit: number | null
}

/** Unknown is room: whoever tries is told by the server. */
export const isFull = (room: HookRoom | undefined): room is HookRoom & { readonly limit: number } => room !== undefined && room.limit !== null && room.count >= room.limit

export interface LimitProps {
  /** `incoming` when left out. */
  kind?: 'incoming' | 'outgoing'
  room: HookRoom
  session: Session
}

const counts = ({ count, limit }: HookRoom) => ({ total: formatCount(count), limit: formatCount(limit ?? 0) })

/** How many of how many there are; nothing where any number may be. */
export function RoomCount({ room }: { room: HookRoom | undefined }) {
  return room !== undefined && room.limit !== null && <span className="faint num">{t('integrations:limit.of', counts(room))}</span>
}

/** One line, beside what it keeps from being done. */
export function LimitNote({ kind = 'incoming', room, session: { may } }: LimitProps) {
  return (
    <PageNote icon={SlidersHorizontal} title={`${titleOf(kind, room)}.`} text={may.changeSettings ? t('integrations:limit.text') : t('integrations:limit.askAdmin')}>
      {may.changeSettings && (
        <ButtonLink href={settingsPath('integrations')} size="small">
          {t('integrations:limit.raise')}
        </ButtonLink>
      )}
    </PageNote>
  )
}

/** In the place of the form that adds one. */
export function LimitReached({ kind = 'incoming', room, session: { may } }: LimitProps) {
  return (
    <div className="centre">
      <Empty icon={SlidersHorizontal} title={titleOf(kind, room)} text={may.changeSettings ? t('integrations:limit.text') : t('integrations:limit.askAdmin')}>
        {may.changeSettings && (
          <ButtonLink href={settingsPath('integrations')} kind="primary">
            {t('integrations:limit.raise')}
          </ButtonLink>
        )}
        {kind === 'incoming' ? <ButtonLink href={hooksPath}>{t('hooks:allHooks')}</ButtonLink> : <ButtonLink href={outgoingPath}>{t('outgoing:all')}</ButtonLink>}
      </Empty>
    </div>
  )
}

function titleOf(kind: 'incoming' | 'outgoing', room: HookRoom): string {
  return kind === 'incoming' ? t('integrations:limit.title', counts(room)) : t('outgoing:limitTitle', counts(room))
}
