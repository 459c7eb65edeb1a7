/** Mattermost's outgoing webhook, as JSON or as a form, and Slack's older one, which it descends from. */
import { uuidToShortId } from '#shared/core/ids.ts'
import { allEvents, type Format, type OutgoingEvent } from './format.ts'

/** Keys in Mattermost's order (model/outgoing_webhook.go); the form is sorted by key as Go sorts it. */
function fieldsOf(event: OutgoingEvent): Record<string, string | number> {
  return {
    token: event.token,
    team_id: uuidToShortId(event.workspace.id),
    team_domain: domainOf(event.workspace.name),
    channel_id: uuidToShortId(event.channel.id),
    channel_name: event.channel.name,
    timestamp: event.at,
    user_id: uuidToShortId(event.person.id),
    user_name: event.person.username,
    post_id: event.message === null ? '' : uuidToShortId(event.message.id),
    text: textOf(event),
    trigger_word: event.triggerWord,
    file_ids: (event.message?.files ?? []).map(({ id }) => uuidToShortId(id)).join(','),
  }
}

/** What a reaction or a new member means, for receivers that know only texts. */
function textOf({ event, message, reaction }: OutgoingEvent): string {
  if (event === 'reaction' && reaction !== null) return reaction.emoji
  return event === 'deleted' ? '' : (message?.text ?? '')
}

/** A team's handle: lower case, digits and dashes. */
function domainOf(name: string): string {
  const handle = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return handle === '' ? 'workspace' : handle
}

export const mattermostJson: Format = {
  id: 'mattermost-json',
  label: 'Mattermost (JSON)',
  events: allEvents,
  tellsOfHooks: true,
  encode: (event) => ({ contentType: 'application/json', body: JSON.stringify(fieldsOf(event)) }),
}

export const mattermostForm: Format = {
  id: 'mattermost-form',
  label: 'Mattermost (form)',
  events: allEvents,
  tellsOfHooks: true,
  encode(event) {
    // In a form the time is in seconds, in JSON in milliseconds: so Mattermost has it.
    const fields = { ...fieldsOf(event), timestamp: Math.floor(event.at / 1000) }
    return form(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  },
}

export const slackOutgoing: Format = {
  id: 'slack',
  label: 'Slack-compatible',
  events: allEvents,
  tellsOfHooks: true,
  encode(event) {
    const { token, team_id, team_domain, channel_id, channel_name, user_id, user_name, text, trigger_word } = fieldsOf(event)
    const timestamp = `${Math.floor(event.at / 1000)}.${String(event.position).padStart(6, '0').slice(-6)}`
    return form(Object.entries({ token, team_id, team_domain, channel_id, channel_name, timestamp, user_id, user_name, text: escapeText(text), trigger_word }))
  },
}

/** Slack's programs turn these back, and take a bare `<` for the beginning of a mark. */
function escapeText(text: string | number | undefined): string {
  return String(text ?? '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

function form(entries: readonly (readonly [string, string | number | undefined])[]): { contentType: string; body: string } {
  const fields = new URLSearchParams()
  for (const [key, value] of entries) fields.append(key, String(value ?? ''))
  return { contentType: 'application/x-www-form-urlencoded', body: fields.toString() }
}
