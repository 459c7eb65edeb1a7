/** The formatting bar: arrows move inside it, each button edits the selection. */
import { Toolbar } from '@base-ui/react/toolbar'
import { Bold, Code, Italic, Link, List, ListOrdered, SquareCode, Strikethrough, TextQuote, type LucideIcon } from 'lucide-react'
import { Fragment } from 'react'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import type { Format } from './format-edits.ts'
import { shortcutText } from './format-shortcuts.ts'

interface FormatButton {
  readonly format: Format
  readonly label: string
  readonly icon: LucideIcon
}

const groups: readonly (readonly FormatButton[])[] = [
  [
    { format: 'bold', label: 'Bold', icon: Bold },
    { format: 'italic', label: 'Italic', icon: Italic },
    { format: 'strike', label: 'Strikethrough', icon: Strikethrough },
  ],
  [
    { format: 'link', label: 'Link', icon: Link },
    { format: 'list', label: 'List', icon: List },
    { format: 'numbers', label: 'Numbered list', icon: ListOrdered },
    { format: 'quote', label: 'Quote', icon: TextQuote },
  ],
  [
    { format: 'code', label: 'Code', icon: Code },
    { format: 'codeblock', label: 'Code block', icon: SquareCode },
  ],
]

export function FormatBar({ disabled, onFormat }: { disabled: boolean; onFormat: (format: Format) => void }) {
  return (
    <Toolbar.Root className="composer__format" aria-label="Formatting" disabled={disabled}>
      {groups.map((group, index) => (
        <Fragment key={index}>
          {index > 0 && <Toolbar.Separator className="sep" />}
          {group.map(({ format, label, icon: Icon }) => (
            <Toolbar.Button
              key={format}
              render={<IconButton label={`${label}${shortcutText(format)}`} />}
              // The selection stays in the text.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onFormat(format)}
            >
              <Icon className="icon" />
            </Toolbar.Button>
          ))}
        </Fragment>
      ))}
    </Toolbar.Root>
  )
}
