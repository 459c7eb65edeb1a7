/** Takes the notices of THIRD-PARTY.md apart, so that a page shows names, versions and licences instead of the marks of the file. Pure. */

export interface Notice {
  /** Whose they are: names with versions. */
  readonly of: string
  /** Word for word, without the marks of Markdown. */
  readonly text: string
}

export interface Notices {
  readonly packages: readonly (readonly [name: string, version: string, licence: string])[]
  readonly notices: readonly Notice[]
}

const row = /^\| (.+) \| (.+) \| (.+) \|$/gm
const section = /^## (.+)\n\n````text\n([^]*?)\n````$/gm

/** @param file as scripts/write-notices.mjs writes it. */
export function readNotices(file: string): Notices {
  const rows = [...file.slice(0, file.indexOf('\n## ')).matchAll(row)].map(([, name = '', version = '', licence = '']) => [name, version, licence] as const)
  return {
    // The first two are the head of the table and the line below it.
    packages: rows.slice(2),
    notices: [...file.matchAll(section)].map(([, of = '', text = '']) => ({ of, text: withoutMarks(text) })),
  }
}

/** Some licences come as Markdown. */
function withoutMarks(text: string): string {
  return text
    .replace(/^#{1,6} +/gm, '')
    .replace(/\*\*[*_]([^]+?)[*_]\*\*/g, '$1')
    .replace(/\[([^\]\n]+)\]\(#[^)\n]*\)/g, '$1')
    .replace(/\[([^\]\n]+)\]\(([^)\n]+)\)/g, '$1 <$2>')
    .replace(/`([^`\n]+)`/g, '$1')
}
