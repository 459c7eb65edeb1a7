/** What lies on this disk and where, and everything that I wrote as one file. */
import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { CopyState } from '#shared/contract/rpc/files.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { formatBytes } from '#renderer/lib/format/format-bytes.ts'
import { formatCount, formatMoment } from '#renderer/lib/format/format-time.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { LoadGate } from '#renderer/widgets/setting/load-gate.tsx'
import { SettingGroup, SettingRow } from '#renderer/widgets/setting/setting-row.tsx'
import { collectMine, offerFile } from './export-messages.ts'
import { LeftDraftsGroup } from './left-drafts-group.tsx'

export function DataPage({ session }: { session: Session }) {
  // Asked anew at each visit: nothing announces that the disk fills.
  const usage = useQuery({ queryKey: ['usage'], queryFn: () => rpc.files.usage(), staleTime: 0 })
  return (
    <>
      <SettingGroup title={t('settings:data.mine')}>
        <ExportRow session={session} />
      </SettingGroup>
      <LeftDraftsGroup />
      <LoadGate query={usage}>
        {({ databaseBytes, fileBytes, fileCount, messageCount, dataFolder, masterKey, copy }) => (
          <SettingGroup title={t('settings:data.disk')} lead={t('settings:data.diskLead')}>
            <SettingRow name="data.messages" label={t('settings:data.messages')} hint={t('settings:data.messageCount', { count: messageCount })}>
              <span className="setting__value">{formatBytes(databaseBytes)}</span>
            </SettingRow>
            <SettingRow name="data.files" label={t('settings:data.files')} hint={t('settings:data.fileCount', { count: fileCount })}>
              <span className="setting__value">{formatBytes(fileBytes)}</span>
            </SettingRow>
            <CopyRow copy={copy} />
            <FolderRow folder={dataFolder} />
            {masterKey !== 'none' && (
              <SettingRow name="data.key" label={t('settings:data.key')} hint={t(`settings:data.keyHint.${masterKey}`)}>
                <span className="setting__value">{t(`settings:data.keyPlace.${masterKey}`)}</span>
              </SettingRow>
            )}
          </SettingGroup>
        )}
      </LoadGate>
    </>
  )
}

const copyTroubles = { no_room: 'settings:data.copyNoRoom', failed: 'settings:data.copyFailed' } as const

function CopyRow({ copy: { copiedAt, trouble, neededBytes } }: { copy: CopyState }) {
  const now = useNow()
  return (
    <SettingRow name="data.dailyCopy" label={t('settings:data.dailyCopy')} hint={t('settings:data.dailyCopyHint')} problem={trouble === null ? undefined : t(copyTroubles[trouble], { size: formatBytes(neededBytes) })}>
      <span className="setting__value">{copiedAt === null ? t('settings:data.noCopy') : t('settings:data.copied', { moment: formatMoment(copiedAt, now) })}</span>
    </SettingRow>
  )
}

function FolderRow({ folder }: { folder: string }) {
  const shown = useRef<HTMLElement>(null)
  return (
    <SettingRow name="data.folder" label={t('settings:data.folder')} hint={t('settings:data.folderHint')} wide>
      <code className="setting__value grow" ref={shown}>
        {folder}
      </code>
      <CopyButton label={t('settings:data.copy')} text={folder} shownIn={shown} size="small" />
    </SettingRow>
  )
}

type ExportState = { kind: 'idle' } | { kind: 'running'; count: number } | { kind: 'done'; count: number } | { kind: 'failed'; message: string }

function ExportRow({ session }: { session: Session }) {
  const [state, setState] = useState<ExportState>({ kind: 'idle' })
  const calledOff = useRef<AbortController>(null)
  useEffect(() => () => calledOff.current?.abort(), [])
  const handleStart = async (): Promise<void> => {
    const { signal } = (calledOff.current = new AbortController())
    setState({ kind: 'running', count: 0 })
    try {
      const messages = await collectMine(signal, (count) => setState({ kind: 'running', count }))
      if (messages === null) return setState({ kind: 'idle' })
      offerFile(session, messages)
      setState({ kind: 'done', count: messages.length })
    } catch (error) {
      setState({ kind: 'failed', message: toErrorBody(error).message })
    }
  }
  return (
    <SettingRow name="data.export" label={t('settings:data.export')} hint={t('settings:data.exportHint')} problem={state.kind === 'failed' ? state.message : undefined}>
      <span className="setting__unit num" role="status">
        {state.kind === 'running' && t('settings:data.collected', { count: state.count })}
        {state.kind === 'done' && t('settings:data.exported', { count: state.count, shown: formatCount(state.count) })}
      </span>
      {state.kind === 'running' ? (
        <Button onClick={() => calledOff.current?.abort()}>{t('common:cancel')}</Button>
      ) : (
        <Button onClick={() => void handleStart()}>
          <Download className="icon" />
          {t('settings:data.download')}
        </Button>
      )}
    </SettingRow>
  )
}
