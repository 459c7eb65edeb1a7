/** Commands to try an address with, one per tool. */
import '#renderer/ui/card.css'
import { useRef, useState } from 'react'
import { Trans } from 'react-i18next'
import type { DialectId } from '#shared/contract/hook.ts'
import { buildSnippet, joinSnippet, senderFacts, snippetTools, type SnippetTool } from '#shared/core/snippets.ts'
import { CodeView } from '#renderer/ui/code-view.tsx'
import { CopyIconButton } from '#renderer/ui/copy-button.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { t } from '#renderer/text/i18n.ts'
import { maskUrl } from './mask-url.ts'

export interface SnippetsCardProps {
  hookName: string
  dialect: DialectId
  url: string
  /** Where the certificate is known by its key alone. */
  pin?: string | undefined
  /** Shows the lines with a masked address; what is copied is whole. */
  hidden: boolean
  onReveal: () => void
}

export function SnippetsCard({ hookName, dialect, url, pin, hidden, onReveal }: SnippetsCardProps) {
  const [tool, setTool] = useState<SnippetTool>('curl')
  const code = useRef<HTMLPreElement>(null)
  const text = t('hooks:hello', { name: hookName })
  const shownUrl = hidden ? maskUrl(url) : url
  return (
    <div className="card trycard">
      <div className="card__head trycard__head">
        <Segment label={t('hooks:tool')} value={tool} onChange={setTool} options={snippetTools} />
        <span className="grow" />
        <CopyIconButton label={t('hooks:copySnippet')} text={joinSnippet(buildSnippet(tool, { dialect, url, text, pin }))} shownIn={code} reveal={onReveal} />
      </div>
      <CodeView label={t('hooks:snippetFor', { tool })} code={buildSnippet(tool, { dialect, url: shownUrl, text, pin })} ref={code} />
      <div className="card__foot">
        <span className="faint">
          <Trans ns="hooks" i18nKey="snippetNote" values={{ status: senderFacts[dialect].status }} />
          {pin !== undefined && tool !== 'curl' && ` ${t('network:base.trust', { tool: snippetTools.find(({ value }) => value === tool)?.label ?? '' })}`}
        </span>
      </div>
    </div>
  )
}
