/** A block of code with its language and a button that copies it. */
import { useRef, type ReactElement, type ReactNode } from 'react'
import { t } from '#renderer/text/i18n.ts'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { Coloured } from './coloured.tsx'

interface CodeProps {
  className?: string
  children?: ReactNode
}

export function CodeBlock({ children }: { children: ReactNode }) {
  const shown = useRef<HTMLPreElement>(null)
  const { props } = children as ReactElement<CodeProps>
  const language = /language-(\S+)/.exec(props.className ?? '')?.[1]
  const text = textOf(props.children)
  return (
    <figure className="code">
      <figcaption className="code__head">
        <span className="grow clip">{languageName(language)}</span>
        <CopyButton label={t('message:copy')} kind="quiet" size="small" text={text} shownIn={shown} />
      </figcaption>
      <pre ref={shown} role="group" tabIndex={0} aria-label={language === undefined ? t('message:code') : t('message:codeIn', { language: languageName(language) })}>
        <code>
          <Coloured text={text} language={language} />
        </code>
      </pre>
    </figure>
  )
}

function textOf(node: ReactNode): string {
  if (typeof node === 'string') return node
  if (Array.isArray(node)) return node.map(textOf).join('')
  return ''
}

const names: Readonly<Record<string, string>> = {
  ts: 'TypeScript', typescript: 'TypeScript', tsx: 'TypeScript', js: 'JavaScript', javascript: 'JavaScript', jsx: 'JavaScript', json: 'JSON', sh: 'Shell', bash: 'Shell', shell: 'Shell',
  py: 'Python', python: 'Python', go: 'Go', rs: 'Rust', rust: 'Rust', sql: 'SQL', yaml: 'YAML', yml: 'YAML', html: 'HTML', xml: 'XML', css: 'CSS', diff: 'Diff', java: 'Java',
  rb: 'Ruby', ruby: 'Ruby', php: 'PHP', c: 'C', cpp: 'C++', cs: 'C#', kt: 'Kotlin', swift: 'Swift', md: 'Markdown', text: 'Text',
}

/** A sender may write any word there, `__proto__` too. */
function languageName(language: string | undefined): string {
  if (language === undefined) return t('message:code')
  const key = language.toLowerCase()
  return Object.hasOwn(names, key) ? names[key]! : language
}
