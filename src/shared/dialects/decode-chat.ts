/** Decodes a request to the address of a chat: Slack, Mattermost and kChat find the payload in the same places. */
import { decodePayload } from './decode-payload.ts'
import type { Decoded, RawPost } from './dialect.ts'
import { mendBody } from './mend-body.ts'
import type { PayloadRules } from './payload-rules.ts'
import { readBody } from './read-body.ts'
import { toChatPayload } from './read-form.ts'
import { namingPeople } from './slack-marks.ts'

export function decodeChat(request: RawPost, rules: PayloadRules): Decoded {
  const body = readBody(request, toChatPayload)
  if (body.ok) return decodePayload(body.value, namingPeople(rules, request.usernameOf), { hasFiles: request.hasFiles, ignored: body.ignored })
  // Who insists on what its documents say refuses it.
  const mended = rules.isLenient && body.reason === 'bad_json' ? mendBody(request) : undefined
  if (mended === undefined) return body
  const decoded = decodePayload(mended.value, namingPeople(rules, request.usernameOf), { hasFiles: request.hasFiles })
  return decoded.ok ? { ...decoded, post: { ...decoded.post, readAs: mended.readAs } } : decoded
}
