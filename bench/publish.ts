/** Writes figures into docs/benchmarks.md, between the marks of their benchmark, with the date and the machine that they are of. */
import { readFileSync, writeFileSync } from 'node:fs'
import { arch, cpus, loadavg, totalmem, type } from 'node:os'
import { fileURLToPath } from 'node:url'

const path = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url))

/** To be read before the benchmark makes work of its own. */
export function describeMachine(): string {
  const [first] = cpus()
  const model = (first?.model ?? 'unknown processor').replace(/\s+/g, ' ').trim()
  const gib = Math.round(totalmem() / 1024 ** 3)
  return `${type()} ${arch()}, ${cpus().length} × ${model}, ${gib} GiB, Node ${process.versions.node}, load before it ${loadavg()[0]!.toFixed(1)}`
}

/** @throws Error when the document has no marks for this benchmark. */
export function publish(name: string, machine: string, lines: readonly string[]): void {
  const day = new Date().toISOString().slice(0, 10)
  writeFileSync(path, replaceFigures(readFileSync(path, 'utf8'), name, [`${day}, ${machine}:`, '', ...lines.map((line) => `- ${line}`)].join('\n')))
}

export function replaceFigures(document: string, name: string, figures: string): string {
  const [begin, end] = [`<!-- figures of ${name} -->`, `<!-- end of ${name} -->`]
  const [from, to] = [document.indexOf(begin), document.indexOf(end)]
  if (from === -1 || to < from) throw new Error(`docs/benchmarks.md has no place for the figures of ${name}: write ${begin} and ${end} into it.`)
  return `${document.slice(0, from + begin.length)}\n\n${figures}\n\n${document.slice(to)}`
}
