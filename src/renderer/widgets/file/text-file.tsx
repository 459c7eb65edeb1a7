/** A text or code file with its first lines in colours; the rest on demand. */
import './file.css'
import '../message-body/code.css'
import { useRef } from 'react'
import { create } from 'zustand'
import type { File as SentFile } from '#shared/contract/file.ts'
import { FileProblem } from '#renderer/lib/files/fetch-file.ts'
import { formatBytes } from '#renderer/lib/format/format-bytes.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { Coloured } from '../message-body/coloured.tsx'
import { DownloadButton } from './download-button.tsx'
import { FileCard } from './file-card.tsx'
import { FileName } from './file-name.tsx'
import { highlightLanguage, useFileText } from './use-file-text.ts'

const FIRST_LINES = 10

/** Which are opened; here, because rows come and go while one scrolls. */
const useOpened = create<{ readonly ids: ReadonlySet<string> }>(() => ({ ids: new Set() }))

export function TextFile({ file }: { file: SentFile }) {
  const { data: text, error, isFetching, refetch } = useFileText(file)
  const isOpen = useOpened(({ ids }) => ids.has(file.id))
  const shown = useRef<HTMLPreElement>(null)
  if (text === null) return <FileCard file={file} />
  return (
    <figure className="code textfile">
      <figcaption className="code__head">
        <FileName name={file.name} />
        <span className="textfile__size">{formatBytes(file.sizeBytes)}</span>
        {text !== undefined && <CopyButton label={t('files:copyText')} kind="quiet" size="small" text={text} shownIn={shown} />}
        <DownloadButton file={file} />
      </figcaption>
      {error !== null && (
        <div className="textfile__problem" role="alert">
          {error instanceof FileProblem ? error.message : t('files:notLoaded')}
          <Button size="small" busy={isFetching} onClick={() => void refetch()}>
            {t('files:retry')}
          </Button>
        </div>
      )}
      {error === null && <Lines file={file} text={text} isOpen={isOpen} shown={shown} />}
    </figure>
  )
}

interface LinesProps {
  file: SentFile
  /** Undefined while it is fetched. */
  text: string | undefined
  isOpen: boolean
  shown: React.RefObject<HTMLPreElement | null>
}

function Lines({ file, text, isOpen, shown }: LinesProps) {
  const lines = text?.replace(/\n$/, '').split('\n') ?? []
  const isLong = lines.length > FIRST_LINES
  const visible = isOpen ? lines : lines.slice(0, FIRST_LINES)
  return (
    <>
      <pre ref={shown} role="group" tabIndex={0} aria-label={t('files:textOf', { name: file.name })} aria-busy={text === undefined} style={text === undefined ? { minHeight: `${guessLines(file) * LINE_PX + PADDING_PX}px` } : undefined}>
        <code>
          <Coloured text={visible.join('\n')} language={highlightLanguage(file)} />
        </code>
      </pre>
      {isLong && (
        <button type="button" className="textfile__more" aria-expanded={isOpen} onClick={() => toggle(file.id)}>
          {isOpen ? t('files:showLess') : t('files:showAllLines', { count: lines.length })}
        </button>
      )}
    </>
  )
}

const LINE_PX = 20
const PADDING_PX = 20
const BYTES_PER_LINE = 32

/** So that little moves when the text comes. */
const guessLines = ({ sizeBytes }: SentFile): number => Math.min(FIRST_LINES, Math.ceil(sizeBytes / BYTES_PER_LINE))

function toggle(fileId: string): void {
  useOpened.setState(({ ids }) => {
    const changed = new Set(ids)
    if (!changed.delete(fileId)) changed.add(fileId)
    return { ids: changed }
  })
}
