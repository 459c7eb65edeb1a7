/** The command of a kept request, character by character. */
import { expect, test } from 'vitest'
import { hiddenValue, type CapturedRequest } from '../contract/captured-request.ts'
import { buildCurl } from './curl-command.ts'

const request: CapturedRequest = { headers: [], query: [], bodyKind: 'text', body: '', bodyChars: 0, masked: false, readMs: null, decodedMs: null }
const build = (fields: Partial<CapturedRequest>, method = 'POST') => buildCurl({ method, request: { ...request, ...fields }, maskedUrl: 'http://127.0.0.1:4665/hooks/••••abcd', notes: ['Put it in.', 'The rest was not kept.'] })

test('headers, query and body; without what curl writes and what is hidden', () => {
  const headers = [['Host', '127.0.0.1'], ['Content-Length', '7'], ['Authorization', hiddenValue], ['X-Note', "it's; $HOME `id` \"x\""], ['X-Empty', '']] as [string, string][]
  expect(build({ headers, query: [['a', "1 '&"], ['token', hiddenValue]], body: '{"text": "it\'s"}' })).toBe(`# Put it in.
# The rest was not kept.
HOOK_URL='http://127.0.0.1:4665/hooks/••••abcd'
curl -i -X POST \\
  -H 'X-Note: it'\\''s; $HOME \`id\` "x"' \\
  -H 'X-Empty;' \\
  --data-raw '{"text": "it'\\''s"}' \\
  "$HOOK_URL"'?a=1%20'\\''%26'
`)
})

test('a body that begins like a file name is no file; a request without a body has none', () => {
  expect(build({ body: '@/etc/passwd' })).toContain("--data-raw '@/etc/passwd'")
  expect(build({ bodyKind: 'unread' }, 'PUT')).toContain('curl -i -X PUT \\\n  "$HOOK_URL"\n')
})

test('a form: its fields as they were, its files by name', () => {
  const body = JSON.stringify({ fields: [['text', '@x; type=a']], files: [{ name: 'a";b.txt', mediaType: 'text/plain', sizeBytes: 3 }] })
  expect(build({ bodyKind: 'form', body, headers: [['Content-Type', 'multipart/form-data; boundary=x']] })).toContain("curl -i -X POST \\\n  --form-string 'text=@x; type=a' \\\n  -F 'file=@a__b.txt' \\\n")
})
