/** The formatting bar: arrows move inside it, each button edits the selection. */
import { Toolbar } from '@base-ui/react/toolbar'
import { Bold, Code, Italic, Link, List, ListOrdered, SquareCode, Strikethrough, Table, TextQuote, type LucideIcon } from 'lucide-react'
import { Fragment, memo, type RefObject } from 'react'
import { t } from '#renderer/text/i18n.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { applyEdit } from './apply-edit.ts'
import { buildEdit, type Format } from './format-edits.ts'
import { shortcutText } from './format-shortcuts.ts'

const groups: readonly (readonly (readonly [Format, LucideIcon])[])[] = [
  [
    ['bold', Bold],
    ['italic', Italic],
    ['strike', Strikethrough],
  ],
  [
    ['link', Link],
    ['list', List],
    ['numbers', ListOrdered],
    ['quote', TextQuote],
  ],
  [
    ['code', Code],
    ['codeblock', SquareCode],
    ['table', Table],
  ],
]

export const FormatBar = memo(function FormatBar({ area }: { area: RefObject<HTMLTextAreaElement | null> }) {
  const handleFormat = (format: Format): void => {
    if (area.current === null) return
    const { value, selectionStart, selectionEnd } = area.current
    applyEdit(area.current, buildEdit(format, { text: value, start: selectionStart, end: selectionEnd }))
  }
  return (
    <Toolbar.Root className="composer__format" aria-label={t('composer:formatting')}>
      {groups.map((group, index) => (
        <Fragment key={index}>
          {index > 0 && <Toolbar.Separator className="sep" />}
          {group.map(([format, Icon]) => (
            <Toolbar.Button
              key={format}
              render={<IconButton label={`${t(`composer:format.${format}`)}${shortcutText(format)}`} />}
              // The selection stays in the text.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => handleFormat(format)}
            >
              <Icon className="icon" />
            </Toolbar.Button>
          ))}
        </Fragment>
      ))}
    </Toolbar.Root>
  )
})
