/** What is on record of where a webhook's message came from. Drawn by the app in its own place; a sender's words stand in their own boxes. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Bell, BellOff } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Message } from '#shared/contract/message.ts'
import type { Provenance as Known } from '#shared/contract/provenance.ts'
import { getDialect } from '#shared/dialects/index.ts'
import { integrationsPath } from '#renderer/lib/format/channel-path.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { formatBytes } from '#renderer/lib/format/format-bytes.ts'
import { formatAbsolute } from '#renderer/lib/format/format-time.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { toggleHookMute, useIsHookMuted } from '../muted-hook/mute-hook.tsx'

export function Provenance({ message }: { message: Message }) {
  const { hookId } = message
  const known = useQuery({ queryKey: keys.provenance(message.id), queryFn: () => rpc.hooks.provenance({ messageId: message.id }), enabled: hookId !== null, staleTime: 0 })
  return (
    <>
      <dl className="popcard__facts">
        <Fact label={message.subscriptionId === null ? t('message:sign.hook') : t('message:sign.answerOf')}>{message.hookName ?? t('message:sign.gone')}</Fact>
        <Fact label={t('message:sign.postedAs')}>{message.username}</Fact>
        <Fact label={t('message:sign.behalf')}>@{message.author}</Fact>
        {message.ownerPicture && <Fact label={t('message:sign.picture')}>{t('message:sign.ownersPicture')}</Fact>}
        <Fact label={t('message:sign.posted')}>
          <time dateTime={new Date(message.createdAt).toISOString()}>{formatAbsolute(message.createdAt)}</time>
        </Fact>
        {known.data !== undefined && <Recorded known={known.data} />}
      </dl>
      {known.isError && <p className="popcard__note">{t('message:sign.loadFailed', { reason: toErrorBody(known.error).message })}</p>}
      {known.data !== undefined && <Buttons known={known.data} />}
    </>
  )
}

function Recorded({ known: { hook, revisions, request } }: { known: Known }) {
  return (
    <>
      {hook.channel !== null && <Fact label={t('message:sign.channel')}># {hook.channel}</Fact>}
      {hook.device !== null && <Fact label={t('message:sign.device')}>{hook.device}</Fact>}
      <Fact label={t('message:sign.tells')}>{t(`message:sign.policy.${hook.mentions}`)}</Fact>
      {revisions > 0 && <Fact label={t('message:sign.revisions')}>{t('message:sign.revised', { count: revisions })}</Fact>}
      {request !== null && <OfRequest request={request} />}
    </>
  )
}

function OfRequest({ request }: { request: NonNullable<Known['request']> }) {
  return (
    <>
      <Fact label={t('message:sign.address')}>
        {request.dialect === null ? '' : `${getDialect(request.dialect).label} `}•••• {request.lastFour}
      </Fact>
      <Fact label={t('message:sign.request')}>
        <span className="num">{t('message:sign.requestOf', { status: request.status, size: formatBytes(request.sizeBytes) })}</span>
      </Fact>
      <Fact label={t('message:sign.sender')}>
        {request.userAgent !== '' && `${request.userAgent} `}
        <span className="faint">{t('message:sign.remote', { remote: request.remote })}</span>
      </Fact>
      <Fact label={t('message:sign.signature')}>{request.signature ?? t('message:sign.unsigned')}</Fact>
      {request.key !== null && <Fact label={t('message:sign.key')}>{request.key}</Fact>}
    </>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </>
  )
}

function Buttons({ known: { hook, mayManage, request } }: { known: Known }) {
  const cache = useQueryClient()
  const isMuted = useIsHookMuted(hook.id)
  return (
    <div className="popcard__buttons">
      <Button size="small" onClick={() => void toggleHookMute(cache, hook)}>
        {isMuted ? <Bell className="icon icon--14" /> : <BellOff className="icon icon--14" />}
        {t(isMuted ? 'message:mute.unmute' : 'message:mute.mute')}
      </Button>
      {mayManage && !hook.deleted && (
        <ButtonLink size="small" kind="quiet" href={`${integrationsPath}/incoming/${hook.id}/requests${request === null ? '' : `/${request.verdictId}`}`}>
          {t('message:sign.showRequest')}
        </ButtonLink>
      )}
    </div>
  )
}
