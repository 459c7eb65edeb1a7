/** Decodes a request to the address of a chat: Slack, Mattermost and kChat find the payload in the same places. */
import { decodePayload } from './decode-payload.ts'
import type { Decoded, RawPost } from './dialect.ts'
import type { PayloadRules } from './payload-rules.ts'
import { readBody } from './read-body.ts'
import { toChatPayload } from './read-form.ts'
import { namingPeople } from './slack-marks.ts'

export function decodeChat(request: RawPost, rules: PayloadRules): Decoded {
  const body = readBody(request, toChatPayload)
  if (!body.ok) return body
  return decodePayload(body.value, namingPeople(rules, request.usernameOf), { hasFiles: request.hasFiles, ignored: body.ignored })
}
