/** Every reason code in words: what happened, how far the request came, what to do, and the button that does it. */
import type { Reason, Verdict } from '#shared/contract/verdict.ts'
import type { Tone } from '#renderer/ui/pill.tsx'

/** The stages of a request in order; a refusal names the one that stopped it. */
export const stages = ['received', 'address', 'read', 'channel', 'posted'] as const
export type Stage = (typeof stages)[number]

/** What the app can do about it: `switch_on` acts, the others open a tab. */
export type Fix = 'switch_on' | 'addresses' | 'settings'

export interface ReasonText {
  readonly title: string
  readonly tone: Tone
  readonly stoppedAt: Stage | null
  /** One sentence; empty where nothing needs to be done. */
  readonly todo: string
  readonly fix?: Fix
}

/** `hookChannel` is the hook's own channel, which a lock names; the verdict's is where the post went. */
export function describeVerdict(verdict: Pick<Verdict, 'reason' | 'channel'>, hookChannel: string): ReasonText {
  const text = reasonTexts[verdict.reason]
  if (verdict.reason === 'posted' && verdict.channel !== null) return { ...text, title: `Posted to # ${verdict.channel}` }
  if (verdict.reason === 'channel_locked') return { ...text, title: `Refused: locked to # ${hookChannel}` }
  return text
}

export const isRefusal = (verdict: Pick<Verdict, 'status'>): boolean => verdict.status >= 400

const refused = (stoppedAt: Stage, title: string, todo: string, fix?: Fix): ReasonText => ({
  title: `Refused: ${title}`,
  tone: 'bad',
  stoppedAt,
  todo,
  ...(fix && { fix }),
})

export const reasonTexts: Record<Reason, ReasonText> = {
  posted: { title: 'Posted', tone: 'ok', stoppedAt: null, todo: '' },
  duplicate: { title: 'Repeat, posted once', tone: 'none', stoppedAt: null, todo: '' },
  case_already_reported: { title: 'Case already reported, posted once', tone: 'none', stoppedAt: null, todo: '' },
  no_such_address: refused('address', 'no such address', 'Copy the whole address into the tool again, or add a new one.', 'addresses'),
  address_expired: refused('address', 'the address has ended', 'It was rotated. Paste the new address into the tool, or rotate once more to get one.', 'addresses'),
  hook_disabled: refused('address', 'the webhook is off', 'Tools can post only while it is on.', 'switch_on'),
  hooks_off: refused('address', 'incoming webhooks are switched off', 'An admin can allow them again in the workspace settings.'),
  host_refused: refused('received', 'wrong host name', 'Use the address as it was shown, with the same host name and port.'),
  method_refused: {
    title: 'Nothing posted: only POST and PUT post',
    tone: 'none',
    stoppedAt: 'received',
    todo: 'Set the tool to POST. A browser or a link preview sends GET, which never posts.',
  },
  body_too_large: refused('received', 'the body is too large', 'Send less, or raise hooks.bodyLimitBytes in the settings.'),
  body_timeout: refused('received', 'the body did not arrive in time', 'The sender stopped before the end. Let it send again.'),
  bad_encoding: refused('read', 'unreadable characters', 'Send the body as UTF-8, and name its compression in Content-Encoding.'),
  bad_json: refused('read', 'not valid JSON', 'Mend the body at the place named here: often a quote or a comma is missing, or quotes of a shell were lost.'),
  bad_payload: refused('read', 'a field has the wrong shape', 'Change the named field as the dialect asks for it.'),
  nothing_to_post: refused('read', 'nothing to post', 'Give the body a text or an attachment.'),
  text_too_long: refused('read', 'the text is too long', 'Shorten the text, or send it in parts.'),
  type_not_allowed: refused('read', 'this type of post is not allowed', 'Leave the field “type” out, or let it begin with custom_.'),
  channel_not_found: refused('channel', 'no such channel', 'Correct the channel in the body, or leave it out to use the webhook’s own.'),
  channel_archived: refused('channel', 'the channel is archived', 'Choose another channel for this webhook.', 'settings'),
  channel_locked: refused('channel', 'locked to its own channel', 'Leave the channel out of the body, or take the lock off in the settings.', 'settings'),
  channel_forbidden: refused('channel', 'the owner may not post there', 'Add the webhook’s owner to that channel, or choose another one.', 'settings'),
  user_not_found: refused('channel', 'no such person', 'Correct the @name in the body.'),
  root_not_found: refused('channel', 'no such thread', 'Correct root_id, or leave it out to start a new thread.'),
  case_not_found: refused('channel', 'no such case', 'Open the case first, or send the update without references.'),
  source_refused: refused('received', 'the sender’s address is not allowed', 'Allow it for this webhook, or send from an allowed one.'),
  signature_refused: refused('address', 'the signature does not match', 'Give the tool the current signing secret.'),
  rate_limited: { title: 'Too fast: asked to wait', tone: 'warn', stoppedAt: 'received', todo: 'Most tools wait and send again by themselves.' },
  storage_full: refused('posted', 'the disk is full', 'Free some space on this computer. The sender was told that nothing was stored.'),
  storage_failed: refused('posted', 'the message could not be stored', 'The sender was asked to try again. If it goes on, check the disk of this computer.'),
  internal: refused('posted', 'something went wrong inside Hookline', 'Send it again. If it fails again, the log says more under the request id.'),
}
