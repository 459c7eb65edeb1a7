/** Where the address belongs in tools that many use, and the lines that go there. */
import '#renderer/ui/card.css'
import './recipes-card.css'
import { useRef, useState } from 'react'
import type { DialectId } from '#shared/contract/hook.ts'
import { buildRecipe, recipeTools, takesSlackJson, type RecipeTool } from '#shared/core/recipes.ts'
import { CodeView } from '#renderer/ui/code-view.tsx'
import { CopyIconButton } from '#renderer/ui/copy-button.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { t } from '#renderer/text/i18n.ts'
import { maskUrl, splitUrl } from './mask-url.ts'
import type { SnippetsCardProps } from './snippets-card.tsx'

export function RecipesCard({ hookName, dialect, url, pin, hidden, onReveal }: SnippetsCardProps) {
  const [tool, setTool] = useState<RecipeTool>('gitlab')
  const code = useRef<HTMLPreElement>(null)
  const label = recipeTools.find(({ value }) => value === tool)?.label ?? ''
  const text = t('hooks:hello', { name: hookName })
  const whole = buildRecipe(tool, { dialect, url, text, pin })
  const shown = buildRecipe(tool, { dialect, url: hidden ? maskUrl(url) : url, text, pin })
  return (
    <div className="card trycard">
      <div className="card__head trycard__head">
        <Segment label={t('hooks:tool')} value={tool} onChange={setTool} options={recipeTools} />
        <span className="grow" />
        {whole !== null && <CopyIconButton label={t('integrations:recipes.copy')} text={whole} shownIn={code} reveal={onReveal} />}
      </div>
      <ol className="recipe">
        {stepsOf(tool, dialect).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {shown !== null && <CodeView label={t('integrations:recipes.linesFor', { tool: label })} code={[{ text: shown }]} ref={code} />}
      <p className="card__foot faint">
        {t('integrations:recipes.reach', { origin: splitUrl(url).origin })}
        {/* Lines bring the trust with them. */}
        {pin !== undefined && whole === null && ` ${t('network:base.trust', { tool: label })}`}
      </p>
    </div>
  )
}

function stepsOf(tool: RecipeTool, dialect: DialectId): string[] {
  if (tool === 'gitlab' && !takesSlackJson(dialect)) return [t('integrations:recipes.gitlabOther')]
  return steps[tool].map((step) => t(`integrations:recipes.${step}`))
}

const steps = {
  gitlab: ['gitlab.page', 'gitlab.what', 'gitlab.paste', 'gitlab.save'],
  github: ['github.secret', 'github.step'],
  n8n: ['n8n.node', 'n8n.paste', 'n8n.text'],
  cron: ['cron.open', 'cron.paste'],
} as const satisfies Record<RecipeTool, readonly string[]>
