/** A block of code with its language and a button that copies it; its colours come when there is time for them. */
import type { ElementContent } from 'hast'
import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { colourCode, isColourable, knownColours, whenIdle, type Code } from './colour-code.ts'

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
        <CopyButton label="Copy" kind="quiet" size="small" text={text} shownIn={shown} />
      </figcaption>
      <pre ref={shown} tabIndex={0} aria-label={`Code${language === undefined ? '' : `, ${languageName(language)}`}`}>
        <code>
          <Coloured text={text} language={language} />
        </code>
      </pre>
    </figure>
  )
}

function Coloured({ text, language }: Code) {
  const [late, setLate] = useState<{ text: string; parts: readonly ElementContent[] } | null>(null)
  const parts = late?.text === text ? late.parts : knownColours({ text, language })
  const isPlain = parts === undefined
  useEffect(() => {
    if (!isPlain || !isColourable({ text, language })) return
    let wanted = true
    const callOff = whenIdle(() => void colourCode({ text, language }).then((found) => wanted && setLate({ text, parts: found })))
    return () => {
      wanted = false
      callOff()
    }
  }, [isPlain, text, language])
  return parts === undefined ? text : parts.map(drawPart)
}

function drawPart(part: ElementContent, index: number): ReactNode {
  if (part.type === 'text') return part.value
  if (part.type !== 'element') return null
  const { className } = part.properties
  return (
    <span key={index} className={Array.isArray(className) ? className.join(' ') : undefined}>
      {part.children.map(drawPart)}
    </span>
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

const languageName = (language: string | undefined): string => (language === undefined ? 'Code' : (names[language.toLowerCase()] ?? language))
