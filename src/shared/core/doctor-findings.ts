/** Everything that the doctor can find, in English; the window's catalogue has the same and its translations, which a test compares. */

export const doctorFindings = {
  listening: 'Hookline listens on port {{port}}.',
  port_taken: '{{name}} (process {{pid}}) has port {{port}}, so tools cannot post. Close it, and listening goes on by itself.',
  port_taken_unknown: 'Another program has port {{port}}, so tools cannot post; this system does not say which. Close it, and listening goes on by itself.',
  port_failed: 'Port {{port}} could not be opened, so tools cannot post.',
  not_running: 'Hookline does not listen now: start the app, or “hookline serve”.',
  elsewhere: 'This webhook lives on another device, which listens for it: ask there.',
  not_checked: 'Not checked, because Hookline does not listen.',
  loopback: 'Only programs on this computer reach it, on {{hosts}}.',
  loopback_one: 'Only {{hosts}} answers: a tool that takes “localhost” for ::1 does not reach it. Give it 127.0.0.1.',
  reachable: 'Others reach it too: it listens on {{hosts}}.',
  host_ok: 'A request to {{host}} went through.',
  host_refused: 'A request to {{host}} was refused because of its Host header.',
  host_public_refused: 'Requests that name {{host}}, the public address, are refused because of their Host header.',
  no_answer: 'A request to {{host}} got no answer: {{problem}}.',
  on: 'The webhook is on.',
  off: 'The webhook is switched off.',
  all_off: 'All incoming webhooks of this workspace are switched off.',
  paused: 'The webhook is paused: {{why}}',
  paused_by_owner: 'The webhook is paused because of its owner.',
  address_one: 'Its address works.',
  addresses: '{{total}} addresses work.',
  no_address: 'It has no address that a tool could post to.',
  address_ended: 'Its address …{{lastFour}} ended ({{at}}). Extended, it works again with the same URL.',
  address_ends: 'Its address …{{lastFour}} ends soon ({{at}}).',
  address_replaced: 'Its only address …{{lastFour}} was replaced and ends soon ({{at}}). Give tools a new one.',
  any_source: 'Requests may come from anywhere that reaches this computer.',
  source_ok: 'Requests from this computer are on its list of sources.',
  source_excluded: 'Its list of sources leaves out this computer (127.0.0.1), from where all requests come.',
  source_others: 'Its list of sources leaves out this computer (127.0.0.1): tools here are refused.',
  kinds_limited: 'It takes requests from this computer, but only these bodies: {{kinds}}.',
  unsigned: 'It asks for no signature: whoever has the address can post.',
  signature_ok: 'Signatures ({{scheme}}) are checked with its secret.',
  no_secret: 'It asks for signatures ({{scheme}}) and has no secret, so every request is refused.',
  secret_unfit: 'Its secret does not fit its signature ({{scheme}}), so every request is refused.',
  owner_ok: '{{owner}} owns it.',
  owner_removed: '{{owner}}, who owns it, was removed from the workspace.',
  owner_is_guest: '{{owner}}, who owns it, is a guest now.',
  channel_ok: '#{{channel}} takes its messages.',
  channel_archived: '#{{channel}} is archived.',
  channel_closed: '#{{channel}} takes no messages from webhooks.',
  channel_gone: 'Its channel does not exist any more.',
  permission_ok: '{{owner}} may let it post to #{{channel}}.',
  owner_not_in_channel: '{{owner}}, who owns it, is not in #{{channel}}.',
  mentions_everybody: 'A post can call people by name, and everybody in the channel.',
  mentions_people: 'A post can call people by name, but not the whole channel.',
  mentions_named: 'A post can call {{total}} chosen people only.',
  mentions_nobody: 'A post calls nobody, whatever it says.',
  mentions_spent: 'All {{most}} mentions of this hour are used: a post calls nobody until it is over.',
  told_all: 'You are told of each message.',
  told_mentions: 'You are told when a message names you.',
  told_inside: 'You are told in the window only: notifications of the system are off.',
  told_never: 'You are told only when a message names you, and its messages call nobody.',
  not_in_channel: 'You are not in #{{channel}}, so nothing tells you.',
  hook_muted: 'You muted this webhook.',
  channel_muted: 'You muted #{{channel}}.',
  level_none: 'You chose to hear nothing of #{{channel}}.',
  notifications_paused: 'You paused your notifications ({{at}}).',
  quiet_hours: 'It is within your quiet hours.',
  no_requests: 'No request has come yet.',
  last_accepted: 'The last request was accepted ({{at}}).',
  last_refused: 'The last request ({{at}}) made no message. {{why}}',
  waiting: '{{total}} posts wait for their turn.',
} as const

export type Finding = keyof typeof doctorFindings
type NamesIn<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | NamesIn<Rest> : never
/** What stands between braces in some sentence. */
export type FindingValue = NamesIn<(typeof doctorFindings)[Finding]>
export type FindingValues = Readonly<Record<string, string | number>>

/** The sentence with its values; `at` is in ms since epoch. */
export function sayFinding(finding: Finding, values: FindingValues): string {
  return doctorFindings[finding].replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name] ?? ''
    return name === 'at' && typeof value === 'number' ? `${new Date(value).toISOString().slice(0, 16).replace('T', ' ')} UTC` : String(value)
  })
}
