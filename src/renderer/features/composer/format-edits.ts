/** What the formatting bar does to a text: pure edits of a selection, each undone by the same button. */

export interface Selection {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Replace `from`..`to` by `insert`, then select `start`..`end`. */
export interface Edit {
  readonly from: number
  readonly to: number
  readonly insert: string
  readonly start: number
  readonly end: number
}

export type Format = 'bold' | 'italic' | 'strike' | 'code' | 'codeblock' | 'link' | 'list' | 'numbers' | 'quote' | 'table'

export function buildEdit(format: Format, selection: Selection): Edit {
  switch (format) {
    case 'bold':
      return wrap(selection, '**')
    case 'italic':
      return wrap(selection, '_')
    case 'strike':
      return wrap(selection, '~~')
    case 'code':
      return wrap(selection, '`')
    case 'codeblock':
      return fence(selection)
    case 'table':
      return table(selection)
    case 'link':
      return link(selection)
    case 'list':
      return prefixLines(selection, () => '- ', /^[-*+] /)
    case 'numbers':
      return prefixLines(selection, (index) => `${index + 1}. `, /^\d+[.)] /)
    case 'quote':
      return prefixLines(selection, () => '> ', /^> ?/)
  }
}

/** Marks stand next to the letters, because Markdown ignores them beside a space. */
function wrap({ text, start, end }: Selection, mark: string): Edit {
  const selected = text.slice(start, end)
  const from = start + (selected.length - selected.trimStart().length)
  const to = Math.max(from, start + selected.trimEnd().length)
  const inner = text.slice(from, to)
  if (text.slice(from - mark.length, from) === mark && text.slice(to, to + mark.length) === mark) {
    return { from: from - mark.length, to: to + mark.length, insert: inner, start: from - mark.length, end: to - mark.length }
  }
  if (inner.length >= 2 * mark.length && inner.startsWith(mark) && inner.endsWith(mark)) {
    const bare = inner.slice(mark.length, -mark.length)
    return { from, to, insert: bare, start: from, end: from + bare.length }
  }
  return { from, to, insert: mark + inner + mark, start: from + mark.length, end: to + mark.length }
}

function fence({ text, start, end }: Selection): Edit {
  const before = start === 0 || text[start - 1] === '\n' ? '' : '\n'
  const after = end === text.length || text[end] === '\n' ? '' : '\n'
  const open = `${before}\`\`\`\n`
  return { from: start, to: end, insert: `${open}${text.slice(start, end)}\n\`\`\`${after}`, start: start + open.length, end: end + open.length }
}

/** What is selected becomes a table: cells stand between tabs, as spreadsheets copy them. Without a selection, an empty one of two columns. */
function table({ text, start, end }: Selection): Edit {
  const selected = text.slice(start, end)
  const lines = selected.trim() === '' ? ['\t', '\t'] : selected.replace(/\n+$/, '').split('\n')
  const rows = lines.map((line) => line.split('\t').map((cell) => cell.trim().replaceAll('|', '\\|')))
  const columns = Math.max(2, ...rows.map((row) => row.length))
  const draw = (cells: readonly string[]): string => `| ${Array.from({ length: columns }, (_, index) => cells[index] ?? '').join(' | ')} |`
  const [head = [], ...body] = rows
  const rule = draw(Array.from({ length: columns }, () => '---'))
  const before = start === 0 || text[start - 1] === '\n' ? '' : '\n'
  const after = end === text.length || text[end] === '\n' ? '' : '\n'
  const insert = `${before}${[draw(head), rule, ...body.map(draw)].join('\n')}${after}`
  const cell = start + before.length + 2
  return { from: start, to: end, insert, start: cell, end: cell + (head[0]?.length ?? 0) }
}

/** Selects what is still to be written: the address, or the words when the selection is an address. */
function link({ text, start, end }: Selection): Edit {
  const selected = text.slice(start, end)
  if (/^(https?:\/\/|mailto:)\S+$/i.test(selected)) return { from: start, to: end, insert: `[](${selected})`, start: start + 1, end: start + 1 }
  const insert = `[${selected}](https://)`
  const address = start + selected.length + 3
  return { from: start, to: end, insert, start: selected === '' ? start + 1 : address, end: selected === '' ? start + 1 : address + 'https://'.length }
}

/** Whole lines; takes the marks away when every line has one. */
function prefixLines({ text, start, end }: Selection, prefix: (index: number) => string, mark: RegExp): Edit {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const lineEnd = text.indexOf('\n', Math.max(end, from))
  const to = lineEnd === -1 ? text.length : lineEnd
  const lines = text.slice(from, to).split('\n')
  const marked = lines.every((line) => mark.test(line))
  const insert = lines.map((line, index) => (marked ? line.replace(mark, '') : prefix(index) + line)).join('\n')
  if (start !== end) return { from, to, insert, start: from, end: from + insert.length }
  const caret = Math.max(from, start + insert.length - (to - from))
  return { from, to, insert, start: caret, end: caret }
}
