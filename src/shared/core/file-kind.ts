/** What kind of thing a file is, for its icon, its view and the filter of lists; told by its media type, and by its name where that says more. */
import type { FileKind } from '#shared/contract/file.ts'
import { fileEnding } from './file-name.ts'
import { isDrawable } from './picture-types.ts'

interface Named {
  readonly name: string
  readonly mediaType: string
}

export function fileKind({ name, mediaType }: Named): FileKind {
  if (isDrawable(mediaType)) return 'picture'
  const known = kindOf[fileEnding(name)]
  if (known !== undefined) return known
  // `main.ts` is called an MPEG stream by some systems: the name says more.
  if (codeLanguage({ name, mediaType }) !== undefined) return 'text'
  if (mediaType.startsWith('audio/')) return 'audio'
  return mediaType.startsWith('video/') ? 'video' : 'other'
}

/** The highlighter's name for the language that a text file is written in; 'text' for plain text, undefined for what is no text. */
export function codeLanguage({ name, mediaType }: Named): string | undefined {
  const byName = languageOf[fileEnding(name)] ?? languageOf[name.toLowerCase()]
  if (byName !== undefined) return byName
  const byType = languageOfType[mediaType.replace(/^(text|application)\/(x-)?/, '').replace(/^.*\+/, '')]
  if (byType !== undefined && !mediaType.startsWith('image/')) return byType
  return mediaType.startsWith('text/') ? 'text' : undefined
}

const byEndings = <T>(rows: readonly (readonly [T, string])[]): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null), Object.fromEntries(rows.flatMap(([value, endings]) => endings.split(' ').map((ending) => [ending, value])))) as Record<string, T>

const kindOf = byEndings<FileKind>([
  ['document', 'pdf doc docx odt rtf xls xlsx ods ppt pptx odp pages numbers key epub'],
  ['archive', 'zip gz tgz bz2 xz zst 7z rar tar jar dmg iso'],
  ['audio', 'mp3 m4a ogg oga opus wav flac aac'],
  ['video', 'mp4 m4v webm mkv mov avi ogv'],
])

const languageOf = byEndings([
  ['text', 'txt log text conf cfg env srt csv tsv'],
  ['markdown', 'md markdown'],
  ['javascript', 'js mjs cjs jsx'],
  ['typescript', 'ts mts cts tsx'],
  ['json', 'json jsonl map webmanifest geojson'],
  ['yaml', 'yaml yml'],
  ['ini', 'ini toml properties editorconfig'],
  ['xml', 'xml html htm svg xhtml plist vue'],
  ['css', 'css'],
  ['scss', 'scss'],
  ['less', 'less'],
  ['python', 'py pyi'],
  ['ruby', 'rb gemfile rakefile'],
  ['php', 'php'],
  ['perl', 'pl pm'],
  ['lua', 'lua'],
  ['go', 'go'],
  ['rust', 'rs'],
  ['c', 'c h'],
  ['cpp', 'cc cpp cxx hpp hh'],
  ['csharp', 'cs'],
  ['java', 'java'],
  ['kotlin', 'kt kts'],
  ['swift', 'swift'],
  ['objectivec', 'm mm'],
  ['r', 'r'],
  ['sql', 'sql'],
  ['graphql', 'graphql gql'],
  ['bash', 'sh bash zsh fish bashrc zshrc profile dockerfile'],
  ['makefile', 'mk makefile'],
  ['diff', 'diff patch'],
])

const languageOfType = byEndings([
  ['json', 'json'],
  ['xml', 'xml html'],
  ['yaml', 'yaml yml'],
  ['javascript', 'javascript ecmascript'],
  ['typescript', 'typescript'],
  ['bash', 'sh shellscript'],
  ['sql', 'sql'],
  ['markdown', 'markdown'],
  ['css', 'css'],
  ['python', 'python'],
  ['diff', 'diff'],
  ['ini', 'toml'],
])
