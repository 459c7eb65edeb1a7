/** Commands that post to an address and work when pasted, whatever the webhook is called and whatever the text is. Pure. */
import type { DialectId } from '#shared/contract/hook.ts'

export const snippetTools = [
  { value: 'curl', label: 'curl' },
  { value: 'powershell', label: 'PowerShell' },
  { value: 'python', label: 'Python' },
  { value: 'requests', label: 'requests' },
  { value: 'node', label: 'Node.js' },
] as const
export type SnippetTool = (typeof snippetTools)[number]['value']

/** A piece of a snippet; `kind` is for its colour. */
export interface SnippetPiece {
  readonly text: string
  readonly kind?: 'keyword' | 'string' | 'name' | 'comment'
}

export interface SnippetInput {
  readonly dialect: DialectId
  readonly url: string
  /** The text to post; it may hold anything that a person can type. */
  readonly text: string
  /** SHA-256 of the key of a certificate that no authority knows, in base64: curl then trusts that key and no other. */
  readonly pin?: string | undefined
}

/** What a sender has to know of a dialect: the field of the text, and the status of a post that arrived. */
export const senderFacts: Readonly<Record<DialectId, { readonly field: 'text' | 'content'; readonly status: 200 | 201 | 204 }>> = {
  kchat: { field: 'text', status: 200 },
  mattermost: { field: 'text', status: 200 },
  slack: { field: 'text', status: 200 },
  chatalot: { field: 'content', status: 201 },
  emakin: { field: 'text', status: 200 },
  discord: { field: 'content', status: 204 },
  rocketchat: { field: 'text', status: 200 },
  any: { field: 'text', status: 200 },
}

/** The snippet in pieces; joined they are what is copied. */
export function buildSnippet(tool: SnippetTool, { dialect, url, text, pin }: SnippetInput): SnippetPiece[] {
  return builders[tool]({ url: quoteUrl(url), field: senderFacts[dialect].field, text: quoteText(text), pin })
}

export function joinSnippet(code: readonly SnippetPiece[]): string {
  return code.map((piece) => piece.text).join('')
}

const name = (text: string): SnippetPiece => ({ text, kind: 'name' })
const word = (text: string): SnippetPiece => ({ text, kind: 'keyword' })
const str = (text: string): SnippetPiece => ({ text, kind: 'string' })
const plain = (text: string): SnippetPiece => ({ text })

/** Quoted already: `text` with its quotes, `url` to be put into some. */
interface Parts {
  readonly url: string
  readonly field: string
  readonly text: string
  readonly pin: string | undefined
}

const builders: Readonly<Record<SnippetTool, (parts: Parts) => SnippetPiece[]>> = {
  curl: ({ url, field, text, pin }) => [
    ...[name('curl'), word(' -i -X'), plain(' POST \\\n')],
    ...(pin === undefined ? [] : [word('  -k --pinnedpubkey'), str(` '${pinned(pin)}'`), plain(' \\\n')]),
    ...[word('  -H'), str(" 'Content-Type: application/json'"), plain(' \\\n')],
    ...[word('  -d'), str(` '{"${field}": ${text}}'`), plain(' \\\n')],
    str(`  '${url}'`),
  ],
  powershell: ({ url, field, text }) => [
    ...[name('Invoke-RestMethod'), word(' -Method'), plain(' Post `\n')],
    ...[word('  -ContentType'), str(" 'application/json; charset=utf-8'"), plain(' `\n')],
    ...[word('  -Body'), str(` '{"${field}": ${text}}'`), plain(' `\n')],
    ...[word('  -Uri'), str(` '${url}'`)],
  ],
  python: ({ url, field, text }) => [
    ...[word('import'), plain(' json, urllib.request\n\n')],
    ...[plain('body = json.dumps({'), str(`"${field}"`), plain(': '), str(text), plain('}).encode()\n')],
    ...[plain('request = urllib.request.'), name('Request'), plain('('), str(`"${url}"`), plain(',\n  body, {')],
    ...[str('"Content-Type"'), plain(': '), str('"application/json"'), plain('})\n')],
    ...[name('print'), plain('(urllib.request.'), name('urlopen'), plain('(request).status)')],
  ],
  requests: ({ url, field, text }) => [
    ...[word('import'), plain(' requests\n\n')],
    ...[plain('answer = requests.'), name('post'), plain('('), str(`"${url}"`), plain(',\n  json={')],
    ...[str(`"${field}"`), plain(': '), str(text), plain('})\n')],
    ...[name('print'), plain('(answer.status_code, answer.text)')],
  ],
  node: ({ url, field, text }) => [
    ...[word('const'), plain(' answer = '), word('await'), plain(' '), name('fetch'), plain('('), str(`'${url}'`), plain(', {\n')],
    ...[plain('  method: '), str("'POST'"), plain(',\n  headers: { '), str("'Content-Type'"), plain(': '), str("'application/json'"), plain(' },\n')],
    ...[plain('  body: JSON.'), name('stringify'), plain(`({ ${field}: `), str(text), plain(' }),\n})\n')],
    ...[plain('console.'), name('log'), plain('(answer.status, '), word('await'), plain(' answer.'), name('text'), plain('())')],
  ],
}

/** As curl takes it (`--pinnedpubkey`). Only what base64 is made of. */
export const pinned = (pin: string): string => `sha256//${pin.replace(/[^A-Za-z0-9+/=]/g, '')}`

/**
 * A JSON string in ASCII without `'`: the same characters mean the same in JSON, in single quotes of a POSIX shell and of
 * PowerShell (which also takes ’ for a quote and sends other letters in Latin-1), and as a literal of Python and JavaScript.
 */
export function quoteText(text: string): string {
  return JSON.stringify(text).replace(/[^\x20-\x7e]|'/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Addresses hold nothing that needs it, bullets of a hidden one aside; what did would end no quote. */
export function quoteUrl(url: string): string {
  return url.replace(/['"\\\s]/g, encodeURIComponent).replaceAll("'", '%27')
}
