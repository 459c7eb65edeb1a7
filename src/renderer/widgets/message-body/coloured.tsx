/** Code in its colours; they come when there is time for them. */
import type { ElementContent } from 'hast'
import { useEffect, useState, type ReactNode } from 'react'
import { colourCode, isColourable, knownColours, whenIdle, type Code } from './colour-code.ts'

export function Coloured({ text, language }: Code) {
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
