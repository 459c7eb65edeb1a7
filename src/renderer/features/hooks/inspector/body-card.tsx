/** What a request carried: its body, its headers, and where its time went; and the ways to copy it. */
import { Terminal } from 'lucide-react'
import { useRef, useState, type ReactNode } from 'react'
import type { CapturedForm, CapturedRequest } from '#shared/contract/captured-request.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { buildCurl } from '#shared/core/curl-command.ts'
import { getDialect } from '#shared/dialects/index.ts'
import { useListener } from '#renderer/lib/data/queries.ts'
import { CopyIconButton } from '#renderer/ui/copy-button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { writeClipboard } from '#renderer/ui/use-copy.ts'
import { t } from '#renderer/text/i18n.ts'
import { formatSize } from '../format-request.ts'
import { BodyLines } from './body-lines.tsx'
import { HeaderList } from './header-list.tsx'
import { Timing } from './timing.tsx'

type Side = 'body' | 'headers' | 'timing'

export function BodyCard({ verdict, request }: { verdict: Verdict; request: CapturedRequest }) {
  const [side, setSide] = useState<Side>('body')
  const shown = useRef<HTMLDivElement>(null)
  const sides: readonly Side[] = ['body', 'headers', 'timing']
  return (
    <section className="card" aria-label={t('inspector:carried')}>
      <div className="card__head bodycard__head">
        <Segment label={t('inspector:carried')} value={side} onChange={setSide} options={sides.map((value) => ({ value, label: t(`inspector:sides.${value}`) }))} />
        <span className="grow" />
        <CopyCurl verdict={verdict} request={request} />
        {request.body !== '' && <CopyIconButton label={t('inspector:copyBody')} text={request.body} shownIn={shown} />}
      </div>
      <div ref={shown}>
        {side === 'body' && <Body verdict={verdict} request={request} />}
        {side === 'headers' && <HeaderList request={request} />}
        {side === 'timing' && <Timing verdict={verdict} request={request} />}
      </div>
    </section>
  )
}

/** The address's secret is nowhere: whoever pastes the command puts it in. */
function CopyCurl({ verdict, request }: { verdict: Verdict; request: CapturedRequest }) {
  const origin = useListener().data?.url ?? 'http://127.0.0.1:4665'
  const handleCopy = async () => {
    const command = buildCurl({ method: verdict.method, request, maskedUrl: `${origin}${maskedPath(verdict)}${request.behind ?? ''}`, notes: [t('inspector:curlNote', { lastFour: verdict.lastFour }), ...sayMissing(request)] })
    const copied = await writeClipboard(command)
    toast(copied ? { tone: 'ok', text: t('inspector:curlCopied', { lastFour: verdict.lastFour }) } : { tone: 'bad', text: t('inspector:curlNotCopied') })
  }
  return (
    <IconButton label={t('inspector:copyCurl')} onClick={() => void handleCopy()}>
      <Terminal className="icon" />
    </IconButton>
  )
}

/** The path as its dialect makes them, with the secret's last four characters alone. */
function maskedPath({ dialect, lastFour }: Verdict): string {
  const path = getDialect(dialect ?? 'any').mintPath((sizeBytes) => new Uint8Array(sizeBytes))
  return path.replace(getDialect(dialect ?? 'any').matchPath(path) ?? '', `••••${lastFour}`)
}

const isCut = ({ body, bodyChars }: CapturedRequest): boolean => bodyChars > body.length

/** What of the body is not what was sent. */
function sayMissing(request: CapturedRequest): string[] {
  if (request.bodyKind === 'unread') return [t('inspector:unread')]
  return [...(request.masked ? [t('inspector:masked')] : []), ...(isCut(request) ? [t('inspector:cut', { kept: request.body.length, total: request.bodyChars })] : [])]
}

function Body({ verdict, request }: { verdict: Verdict; request: CapturedRequest }) {
  if (request.bodyKind === 'unread') return <p className="card__in faint">{t('inspector:unread')}</p>
  const notes = sayMissing(request)
  return (
    <>
      {notes.length > 0 && (
        <div className="bodycard__notes">
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      )}
      {request.bodyKind === 'form' && !isCut(request) ? <Form form={JSON.parse(request.body) as CapturedForm} /> : bodyOf(verdict, request)}
    </>
  )
}

function bodyOf(verdict: Verdict, { body }: CapturedRequest): ReactNode {
  return body === '' ? <p className="card__in faint">{t('inspector:emptyBody')}</p> : <BodyLines body={body} verdict={verdict} />
}

function Form({ form: { fields, files } }: { form: CapturedForm }) {
  return (
    <dl className="headerlist">
      {fields.map(([name, value], index) => (
        <div key={index} className="headerlist__row">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {files.map(({ name, mediaType, sizeBytes }, index) => (
        <div key={`file ${index}`} className="headerlist__row">
          <dt>{t('inspector:file')}</dt>
          <dd>
            <bdi>{name}</bdi> · {mediaType} · {formatSize(sizeBytes)}
          </dd>
        </div>
      ))}
    </dl>
  )
}
