/** All files of a channel, newest first, by kind and by name; each can be saved and shown in the conversation. */
import './file.css'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { CornerDownRight, Files, SearchX } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { Trans } from 'react-i18next'
import { Link } from 'wouter'
import type { File as SentFile, FileKind } from '#shared/contract/file.ts'
import type { Message } from '#shared/contract/message.ts'
import { messagePath } from '#renderer/lib/format/channel-path.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { formatMoment } from '#renderer/lib/format/format-time.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { useToday } from '#renderer/lib/look/use-today.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { SearchField } from '#renderer/ui/search-field.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { BotTag } from '../message/hook-sign.tsx'
import { DownloadButton } from './download-button.tsx'
import { FileFacts } from './file-card.tsx'
import { FileIcon } from './file-icon.tsx'
import { FileName } from './file-name.tsx'
import { isPicture } from './picture-size.ts'
import { PictureTile } from './picture-tile.tsx'

const filters = {
  all: undefined,
  pictures: ['picture'],
  documents: ['document', 'text'],
  others: ['audio', 'video', 'archive', 'other'],
} as const satisfies Record<string, readonly FileKind[] | undefined>
type Filter = keyof typeof filters

export function ChannelFiles({ channelId }: { channelId: string }) {
  const [filter, setFilter] = useState<Filter>('all')
  const [search, setSearch] = useState('')
  return (
    <section className="filelist" aria-label={t('files:list.label')}>
      <div className="filelist__tools">
        <SearchField label={t('files:list.search')} value={search} onChange={setSearch} />
        <Segment<Filter>
          label={t('files:list.filter')}
          value={filter}
          onChange={setFilter}
          options={(['all', 'pictures', 'documents', 'others'] as const).map((value) => ({ value, label: t(`files:list.${value}`) }))}
        />
      </div>
      <Found channelId={channelId} filter={filter} search={useDeferredValue(search.trim())} />
    </section>
  )
}

interface FoundProps {
  channelId: string
  filter: Filter
  search: string
}

function Found({ channelId, filter, search }: FoundProps) {
  const kinds = filters[filter]
  const found = useInfiniteQuery({
    queryKey: [...keys.channelFiles(channelId), filter, search],
    queryFn: ({ pageParam, signal }) =>
      rpc.files.list({ channel: channelId, ...(kinds && { kinds: [...kinds] }), ...(search !== '' && { search }), ...(pageParam !== null && { before: pageParam }) }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextBefore }) => nextBefore,
    placeholderData: keepPreviousData,
  })
  if (found.isPending) return <Bones />
  if (found.isLoadingError) {
    return (
      <Empty icon={Files} title={t('files:list.failed')} text={toErrorBody(found.error).message}>
        <Button busy={found.isFetching} onClick={() => void found.refetch()}>
          {t('files:retry')}
        </Button>
      </Empty>
    )
  }
  const entries = found.data?.pages.flatMap((page) => page.entries) ?? []
  const isFiltered = filter !== 'all' || search !== ''
  return (
    <>
      {entries.length === 0 && !found.hasNextPage && <Nothing isFiltered={isFiltered} />}
      <Rows entries={entries} />
      {found.hasNextPage && (
        <div className="filelist__more">
          <Button size="small" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('files:list.more')}
          </Button>
        </div>
      )}
    </>
  )
}

interface Entry {
  readonly file: SentFile
  readonly message: Message
}

function Rows({ entries }: { entries: readonly Entry[] }) {
  const pictures = entries.map(({ file }) => file).filter(isPicture)
  return (
    <ul>
      {entries.map(({ file, message }) => (
        <li key={file.id} className="filelist__row">
          {isPicture(file) ? <PictureTile pictures={pictures} index={pictures.indexOf(file)} shape="cell" /> : <FileIcon file={file} />}
          <div className="grow">
            <FileName name={file.name} />
            <FileFacts file={file} />
            <Sent message={message} />
          </div>
          <div className="filelist__deeds">
            <Link className="iconbtn" href={messagePath(message)} aria-label={t('files:list.jump', { name: file.name })} title={t('files:list.jump', { name: file.name })}>
              <CornerDownRight className="icon" />
            </Link>
            <DownloadButton file={file} />
          </div>
        </li>
      ))}
    </ul>
  )
}

/** Exported for tests. */
export function Sent({ message }: { message: Message }) {
  return (
    <div className="filefacts clip">
      <Trans ns="files" i18nKey="list.sent" values={{ when: formatMoment(message.createdAt, useToday()) }} components={{ who: <Who message={message} /> }} />
    </div>
  )
}

/** A tool chooses its name, and never looks like a person. */
function Who({ message }: { message: Message }) {
  return (
    <>
      <bdi>{message.username}</bdi>
      {message.type === 'webhook' && (
        <>
          {' '}
          <BotTag />
        </>
      )}
    </>
  )
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) return <Empty icon={SearchX} title={t('files:list.noneFound')} text={t('files:list.noneFoundText')} />
  return <Empty icon={Files} title={t('files:list.none')} text={t('files:list.noneText')} />
}

function Bones() {
  return (
    <div role="status" aria-busy="true" aria-label={t('files:loading')}>
      {['62%', '48%', '70%'].map((width) => (
        <div key={width} className="filelist__row">
          <Skeleton width="40px" height="40px" shape="square" />
          <Skeleton width={width} />
        </div>
      ))}
    </div>
  )
}
