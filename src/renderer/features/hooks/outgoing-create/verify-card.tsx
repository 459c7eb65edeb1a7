/** How a receiver makes sure that a request is ours: a few lines for the signature that was chosen. */
import '#renderer/ui/card.css'
import '../create/ready-page.css'
import './verify-card.css'
import { useRef, useState } from 'react'
import type { Signature } from '#shared/contract/subscription.ts'
import { buildVerifySnippet, verifyTools, type VerifyTool } from '#shared/core/verify-snippets.ts'
import { CodeView } from '#renderer/ui/code-view.tsx'
import { CopyIconButton } from '#renderer/ui/copy-button.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { t } from '#renderer/text/i18n.ts'

export function VerifyCard({ signature }: { signature: Exclude<Signature, 'none'> }) {
  const [tool, setTool] = useState<VerifyTool>('node')
  const code = useRef<HTMLPreElement>(null)
  const snippet = buildVerifySnippet(tool, signature)
  return (
    <div className="card">
      <div className="card__head trycard__head">
        <Segment label={t('hooks:tool')} value={tool} onChange={setTool} options={verifyTools} />
        <span className="grow" />
        <CopyIconButton label={t('hooks:copySnippet')} text={snippet} shownIn={code} />
      </div>
      <CodeView label={t('outgoing:verify.label', { tool: verifyTools.find(({ value }) => value === tool)?.label ?? '' })} code={[{ text: snippet }]} ref={code} />
      <p className="card__foot faint verifycard__note">{t(`outgoing:verify.${signature}`)}</p>
    </div>
  )
}
