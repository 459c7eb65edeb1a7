/** Commands that post to an address and work when pasted, whatever the webhook is called. Pure. */
import type { CodeToken } from '#renderer/ui/code-view.tsx'

export const snippetTools = [
  { value: 'curl', label: 'curl' },
  { value: 'powershell', label: 'PowerShell' },
  { value: 'python', label: 'Python' },
  { value: 'node', label: 'Node.js' },
] as const
export type SnippetTool = (typeof snippetTools)[number]['value']

export interface SnippetInput {
  url: string
  /** The text to post; it may hold anything that a person can type. */
  text: string
}

/** The snippet in coloured pieces; joined they are what is copied. */
export function buildSnippet(tool: SnippetTool, { url, text }: SnippetInput): CodeToken[] {
  return builders[tool](quoteUrl(url), quoteText(text))
}

export function joinSnippet(code: readonly CodeToken[]): string {
  return code.map((token) => token.text).join('')
}

const name = (text: string): CodeToken => ({ text, kind: 'name' })
const word = (text: string): CodeToken => ({ text, kind: 'keyword' })
const str = (text: string): CodeToken => ({ text, kind: 'string' })
const plain = (text: string): CodeToken => ({ text })

type Build = (url: string, text: string) => CodeToken[]

const builders: Record<SnippetTool, Build> = {
  curl: (url, text) => [
    ...[name('curl'), word(' -i -X'), plain(' POST \\\n')],
    ...[word('  -H'), str(" 'Content-Type: application/json'"), plain(' \\\n')],
    ...[word('  -d'), str(` '{"text": ${text}}'`), plain(' \\\n')],
    str(`  '${url}'`),
  ],
  powershell: (url, text) => [
    ...[name('Invoke-RestMethod'), word(' -Method'), plain(' Post `\n')],
    ...[word('  -ContentType'), str(" 'application/json'"), plain(' `\n')],
    ...[word('  -Body'), str(` '{"text": ${text}}'`), plain(' `\n')],
    ...[word('  -Uri'), str(` '${url}'`)],
  ],
  python: (url, text) => [
    ...[word('import'), plain(' json, urllib.request\n\n')],
    ...[plain('body = json.dumps({'), str('"text"'), plain(': '), str(text), plain('}).encode()\n')],
    ...[plain('request = urllib.request.'), name('Request'), plain('('), str(`"${url}"`), plain(',\n  body, {')],
    ...[str('"Content-Type"'), plain(': '), str('"application/json"'), plain('})\n')],
    ...[name('print'), plain('(urllib.request.'), name('urlopen'), plain('(request).status)')],
  ],
  node: (url, text) => [
    ...[word('const'), plain(' answer = '), word('await'), plain(' '), name('fetch'), plain('('), str(`'${url}'`), plain(', {\n')],
    ...[plain('  method: '), str("'POST'"), plain(',\n  headers: { '), str("'Content-Type'"), plain(': '), str("'application/json'"), plain(' },\n')],
    ...[plain('  body: JSON.'), name('stringify'), plain('({ text: '), str(text), plain(' }),\n})\n')],
    ...[plain('console.'), name('log'), plain('(answer.status, '), word('await'), plain(' answer.'), name('text'), plain('())')],
  ],
}

/**
 * A JSON string in ASCII without `'`: the same characters mean the same in JSON, in single quotes of a POSIX shell and of
 * PowerShell (which also takes ’ for a quote and sends other letters in Latin-1), and as a literal of Python and JavaScript.
 */
function quoteText(text: string): string {
  return JSON.stringify(text).replace(/[^\x20-\x7e]|'/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Addresses hold nothing that needs it, bullets of a hidden one aside; what did would end no quote. */
function quoteUrl(url: string): string {
  return url.replace(/['"\\\s]/g, encodeURIComponent).replaceAll("'", '%27')
}
