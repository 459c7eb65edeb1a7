/** What a tool's message said before it was changed, newest first. Stands once in the shell. */
import './versions.css'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import type { Message, MessageVersion } from '#shared/contract/message.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { formatAbsolute } from '#renderer/lib/format/format-time.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { Attachment } from '../attachment/attachment.tsx'
import { MessageBody } from '../message-body/message-body.tsx'
import { underRule, useMentions } from '../message-body/use-mentions.ts'
import { closeVersions, useAskedVersions } from './ask-versions.ts'

export function VersionsDialog() {
  const message = useAskedVersions((state) => state.message)
  // What a dialog says stays on it while it fades.
  const [last, setLast] = useState(message)
  if (message !== null && message !== last) setLast(message)
  if (last === null) return null
  return (
    <Dialog open={message !== null} onClose={closeVersions} title={t('message:edit.versions')} text={t('message:edit.versionsText')}>
      <Versions message={last} />
      <DialogButtons>
        <Button onClick={closeVersions}>{t('common:close')}</Button>
      </DialogButtons>
    </Dialog>
  )
}

function Versions({ message: { id, editedAt, ...message } }: { message: Message }) {
  const mentions = underRule(useMentions(), message)
  const pages = useInfiniteQuery({
    queryKey: keys.versions(id, editedAt),
    queryFn: ({ pageParam }) => rpc.messages.versions({ messageId: id, ...(pageParam === null ? {} : { before: pageParam }) }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextBefore }) => nextBefore,
    staleTime: 0,
    gcTime: 0,
  })
  if (pages.data === undefined)
    return pages.isError ? (
      <div className="versions" role="alert">
        <p>{toErrorBody(pages.error).message}</p>
        <Button size="small" busy={pages.isFetching} onClick={() => void pages.refetch()}>
          {t('common:tryAgain')}
        </Button>
      </div>
    ) : (
      <div className="versions" aria-busy="true" aria-label={t('message:edit.versionsLoading')}>
        <Skeleton width="82%" />
        <Skeleton width="64%" />
      </div>
    )
  const versions = pages.data.pages.flatMap((page) => page.versions)
  const newest = versions[0]?.number
  const gone = pages.data.pages[0]?.gone ?? 0
  return (
    <ol className="versions" aria-label={t('message:edit.versions')} tabIndex={0} reversed start={newest}>
      {versions.map((version) => (
        <Fragment key={version.number}>
          {version.number === 1 && gone > 0 && <li className="version__gone">{t('message:edit.versionsGone', { count: gone })}</li>}
          <li className="version">
            <p className="version__when">{t(version.number === newest ? 'message:edit.versionNow' : 'message:edit.versionFrom', { time: formatAbsolute(version.at) })}</p>
            <Said id={`${id}.v${version.number}`} version={version} mentions={mentions} />
          </li>
        </Fragment>
      ))}
      {pages.hasNextPage && (
        <li className="version__more">
          <Button size="small" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('message:edit.olderVersions')}
          </Button>
        </li>
      )}
    </ol>
  )
}

function Said({ id, version: { text, attachments }, mentions }: { id: string; version: MessageVersion; mentions: ReturnType<typeof useMentions> }) {
  return (
    <div className="version__said msg__body body" dir="auto">
      {text !== '' && <MessageBody id={id} text={text} mentions={mentions} />}
      {attachments.map((attachment, index) => (
        <Attachment key={index} id={`${id}.${index}`} attachment={attachment} mentions={mentions} />
      ))}
    </div>
  )
}
