/** Does anybody hear of it: mentions, my notifications, and what became of the last request. */
import { isAccepted } from '#shared/core/hook-health.ts'
import { decideMentionRule } from '#shared/core/hook-mentions.ts'
import { isPaused, isQuietAt } from '#shared/core/notify.ts'
import type { MentionRule } from '#shared/contract/message.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { getDialect } from '#shared/dialects/index.ts'
import { isMember } from '../store/channels.ts'
import { readMentionsUsed } from '../store/hook-mentions.ts'
import { isMutedFor } from '../store/hook-mutes.ts'
import { readBacklog } from '../store/hook-queue.ts'
import { readPreferences } from '../store/preferences.ts'
import { findChannelPreference } from '../store/unreads.ts'
import { listVerdicts } from '../store/verdicts.ts'
import { isHere, mayDo, offer, type Check, type Found, type Patient } from './examination.ts'

export const checkMentions: Check = (patient): Found => {
  const { ctx, hook } = patient
  const { mentions, mentionsPerHour, named } = hook.rules
  const rule = ruleOf(patient)
  if (rule !== 'none' && mentionsPerHour !== null && readMentionsUsed(ctx.reader, hook.id, ctx.now()) >= mentionsPerHour) {
    return { state: 'warning', finding: 'mentions_spent', values: { most: mentionsPerHour }, fixes: ['open_settings'] }
  }
  if (rule === 'none') return { state: 'ok', finding: 'mentions_nobody', fixes: ['open_settings'] }
  if (mentions === 'named') return { state: 'ok', finding: 'mentions_named', values: { total: named.length } }
  return { state: 'ok', finding: rule === 'all' ? 'mentions_everybody' : 'mentions_people' }
}

/** Of its first address, as each shape's documents say something else. */
function ruleOf({ hook, addresses: [first] }: Patient): MentionRule {
  return decideMentionRule(hook.rules.mentions, first ? getDialect(first.dialect).mentions.rule : 'all')
}

/** For whoever asks: others have their own. */
export const checkNotification: Check = (patient): Found => {
  const { ctx, hook, me, channel } = patient
  if (!channel) return { state: 'skipped', finding: 'channel_gone' }
  const values = { channel: channel.name }
  const preferences = readPreferences(ctx.reader, me.id)
  const { muted, notify } = findChannelPreference(ctx.reader, me.id, channel.id)
  if (!isMember(ctx.reader, channel.id, me.id)) return { state: 'warning', finding: 'not_in_channel', values, fixes: offer(['join_channel', mayDo(patient, 'channel.join') && channel.archivedAt === null]) }
  if (isMutedFor(ctx.reader, me.id, hook.id)) return { state: 'warning', finding: 'hook_muted', fixes: ['unmute_hook'] }
  if (muted) return { state: 'warning', finding: 'channel_muted', values, fixes: ['unmute_channel'] }
  if (isPaused(preferences, ctx.now())) return { state: 'warning', finding: 'notifications_paused', values: { at: preferences['notify.pausedUntil'] ?? 0 }, fixes: ['end_pause'] }
  const now = new Date(ctx.now())
  if (isQuietAt(preferences['notify.quietHours'], now.getHours() * 60 + now.getMinutes())) return { state: 'warning', finding: 'quiet_hours', fixes: ['open_notifications'] }
  const level = notify ?? preferences['notify.level']
  if (level === 'none') return { state: 'warning', finding: 'level_none', values, fixes: ['open_notifications'] }
  if (level === 'mentions' && ruleOf(patient) === 'none') return { state: 'warning', finding: 'told_never', fixes: ['open_notifications'] }
  if (!preferences['notify.outside']) return { state: 'ok', finding: 'told_inside', fixes: ['open_notifications'] }
  return { state: 'ok', finding: level === 'all' ? 'told_all' : 'told_mentions' }
}

/** The newest, a test too: it shows whether the way is free. */
export function findLastRequest({ ctx, hook }: Pick<Patient, 'ctx' | 'hook'>): Verdict | undefined {
  return listVerdicts(ctx.reader, { hookId: hook.id, limit: 1 })[0]
}

export const checkRequests: Check = (patient): Found => {
  if (!isHere(patient)) return { state: 'skipped', finding: 'elsewhere' }
  const waiting = readBacklog(patient.ctx.reader, patient.hook.id).count
  if (waiting > 0) return { state: 'warning', finding: 'waiting', values: { total: waiting }, fixes: ['open_requests'] }
  const last = findLastRequest(patient)
  if (!last) return { state: 'skipped', finding: 'no_requests' }
  if (isAccepted(last.reason)) return { state: 'ok', finding: 'last_accepted', values: { at: last.at } }
  return { state: 'warning', finding: 'last_refused', values: { at: last.at, reason: last.reason, why: last.detail }, fixes: ['open_requests'] }
}
