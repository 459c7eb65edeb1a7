/** A block of code with its language and a button that copies it. */
import { useRef, type ReactElement, type ReactNode } from 'react'
import { CopyButton } from '#renderer/ui/copy-button.tsx'

interface CodeProps {
  className?: string
  children?: ReactNode
}

export function CodeBlock({ children }: { children: ReactNode }) {
  const shown = useRef<HTMLPreElement>(null)
  const code = children as ReactElement<CodeProps> | undefined
  const language = /language-(\S+)/.exec(code?.props.className ?? '')?.[1]
  return (
    <figure className="code">
      <figcaption className="code__head">
        <span className="grow clip">{languageName(language)}</span>
        <CopyButton label="Copy" kind="quiet" size="small" text={textOf(code)} shownIn={shown} />
      </figcaption>
      <pre ref={shown} tabIndex={0} aria-label={`Code${language === undefined ? '' : `, ${languageName(language)}`}`}>
        {children}
      </pre>
    </figure>
  )
}

function textOf(node: ReactNode): string {
  if (typeof node === 'string') return node
  if (Array.isArray(node)) return node.map(textOf).join('')
  return textOfElement(node as ReactElement<CodeProps> | null | undefined)
}

const textOfElement = (element: ReactElement<CodeProps> | null | undefined): string => (element?.props === undefined ? '' : textOf(element.props.children))

const names: Readonly<Record<string, string>> = {
  ts: 'TypeScript', typescript: 'TypeScript', tsx: 'TypeScript', js: 'JavaScript', javascript: 'JavaScript', jsx: 'JavaScript', json: 'JSON', sh: 'Shell', bash: 'Shell', shell: 'Shell',
  py: 'Python', python: 'Python', go: 'Go', rs: 'Rust', rust: 'Rust', sql: 'SQL', yaml: 'YAML', yml: 'YAML', html: 'HTML', xml: 'XML', css: 'CSS', diff: 'Diff', java: 'Java',
  rb: 'Ruby', ruby: 'Ruby', php: 'PHP', c: 'C', cpp: 'C++', cs: 'C#', kt: 'Kotlin', swift: 'Swift', md: 'Markdown', text: 'Text',
}

const languageName = (language: string | undefined): string => (language === undefined ? 'Code' : (names[language.toLowerCase()] ?? language))
