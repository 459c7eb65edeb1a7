/** A request that was kept, as a command for a POSIX shell; the address is left to whoever has it. Pure. */
import { hiddenValue, type CapturedForm, type CapturedRequest, type Pair } from '../contract/captured-request.ts'

/** curl or the network writes these by itself, or they speak of bytes that are not kept. */
const written = /^(?:host|content-length|content-encoding|transfer-encoding|connection|expect|accept-encoding)$/i

export interface CurlInput {
  readonly method: string
  readonly request: CapturedRequest
  /** What stands for the address: its secret is not known. Goes into double quotes of its own line. */
  readonly maskedUrl: string
  /** Lines that say what to do with it, and what of the request is missing. */
  readonly notes: readonly string[]
}

export function buildCurl({ method, request, maskedUrl, notes }: CurlInput): string {
  const headers = request.headers.filter(([name, value]) => !written.test(name) && value !== hiddenValue && !(request.bodyKind === 'form' && /^content-type$/i.test(name)))
  const parts = [`curl -i -X ${quote(method)}`, ...headers.map(([name, value]) => `-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`), ...bodyOf(request), `"$HOOK_URL"${queryOf(request.query)}`]
  return `${notes.map((note) => `# ${note}\n`).join('')}HOOK_URL=${quote(maskedUrl)}\n${parts.join(' \\\n  ')}\n`
}

function bodyOf({ bodyKind, body }: CapturedRequest): string[] {
  if (bodyKind === 'unread' || body === '') return []
  if (bodyKind === 'text') return [`--data-raw ${quote(body)}`]
  const { fields, files } = JSON.parse(body) as CapturedForm
  // Their contents are not kept: the names say which files to put there.
  return [...fields.map(([name, value]) => `--form-string ${quote(`${name}=${value}`)}`), ...files.map(({ name }, index) => `-F ${quote(`file${index === 0 ? '' : index + 1}=@${name.replace(/[";,\\]/g, '_')}`)}`)]
}

function queryOf(query: readonly Pair[]): string {
  const known = query.filter(([, value]) => !value.includes(hiddenValue))
  return known.length === 0 ? '' : quote(`?${known.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')}`)
}

/** Nothing means anything inside single quotes but their end. */
function quote(text: string): string {
  return /^[\w./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`).replaceAll('\0', '')}'`
}
