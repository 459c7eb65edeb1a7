/** Reads docs/try-it.md: its numbered steps, and in each what is on the screen (bold), what is typed (code), keys, and lines for a terminal. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const page = fileURLToPath(new URL('../../docs/try-it.md', import.meta.url))

/** Whoever walks a step asks it for each thing by name: what the document does not say is refused, what nobody asked for is left. */
export interface Step {
  /** Section and number, for instance `4.2`. */
  readonly id: string
  readonly title: string
  /** On the screen. */
  shown(name: string): string
  typed(text: string): string
  /** As the document writes them, `Ctrl K`. @returns them as Playwright does, `Control+K`. */
  keys(written: string): string
  /** The framed line. */
  line(): string
  /** Named in the document and not asked for. */
  unused(): string[]
}

const codes: Readonly<Record<string, string>> = { Ctrl: 'Control', Esc: 'Escape', '↑': 'ArrowUp' }

export function readTour(): Step[] {
  const sections = readFileSync(page, 'utf8').split(/^## /m).slice(1)
  return sections.flatMap((section) => {
    const [, number, title] = /^(\d+)\. (.+)/.exec(section) ?? []
    const items = section.split(/^(?=\d+\. )/m).slice(1).filter((item) => !item.startsWith(`${number}. ${title}`))
    return items.map((item) => parseStep(`${number}.${Number.parseInt(item, 10)}`, title ?? '', item))
  })
}

function parseStep(id: string, title: string, item: string): Step {
  const lines = [...item.matchAll(/^ *```\n([\s\S]*?)\n *```$/gm)].map(([, line = '']) => line.trim())
  const prose = item.replace(/^ *```[\s\S]*?```$/gm, '').replaceAll(/\s*\n\s*/g, ' ')
  const typed = [...prose.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text)
  const names = [...prose.replaceAll(/`[^`]+`/g, '').matchAll(/\*\*(.+?)\*\*/g)].map(([, name = '']) => name)
  const keys = [...prose.matchAll(/<kbd>[^<]+<\/kbd>(?: <kbd>[^<]+<\/kbd>)*/g)].map(([run]) => run.replaceAll(/<\/?kbd>/g, ''))
  const left = new Set([...names.map((name) => `**${name}**`), ...typed.map((text) => `\`${text}\``), ...keys, ...lines])
  const take = (written: string, known: readonly string[], found: string): string => {
    if (!known.includes(found)) throw new Error(`Step ${id} of docs/try-it.md does not say ${written}.`)
    left.delete(written)
    return found
  }
  return {
    id,
    title,
    shown: (name) => take(`**${name}**`, names, name),
    typed: (text) => take(`\`${text}\``, typed, text),
    keys: (written) => take(written, keys, written).split(' ').map((key) => codes[key] ?? key).join('+'),
    line: () => take(lines[0] ?? 'a framed line', lines, lines[0] ?? ''),
    unused: () => [...left],
  }
}
