/** Would a request be let in: switch, address, source, signature. */
import { isOwnerPause } from '#shared/contract/hook.ts'
import { describeSecretProblem, schemeNames } from '#shared/core/signature-secret.ts'
import { WARN_MS } from '../actions/hooks/warn-ending.ts'
import { checkSource } from '../listener/check-sender.ts'
import { findHookSecrets } from '../store/hook-secrets.ts'
import { isRemoved } from '../store/people.ts'
import { isHere, mayDo, offer, type Check, type Found, type Patient } from './examination.ts'

export const checkEnabled: Check = (patient): Found => {
  const { ctx, hook, owner, settings } = patient
  if (!settings['integrations.incomingEnabled']) return { state: 'failed', finding: 'all_off', fixes: offer(['allow_all_hooks', mayDo(patient, 'setting.change')]) }
  if (!hook.enabled && isOwnerPause(hook.pausedReason)) return { state: 'failed', finding: 'paused_by_owner', fixes: offer(['take_over', mayTakeOver(patient)]) }
  if (!hook.enabled && hook.pausedReason !== null) return { state: 'failed', finding: 'paused', values: { why: hook.pausedReason }, fixes: ['switch_on'] }
  if (hook.enabled) return { state: 'ok', finding: 'on' }
  // It was off already when its owner was removed: it cannot be switched on before it has another.
  return { state: 'failed', finding: 'off', fixes: isRemoved(ctx.reader, owner.id) ? offer(['take_over', mayTakeOver(patient)]) : ['switch_on'] }
}

/** Who may manage it as their own, may own it. */
export const mayTakeOver = (patient: Patient): boolean => mayDo(patient, 'hook.manage', { isOwn: true }) && patient.me.username !== patient.hook.owner

export const checkAddress: Check = (patient): Found => {
  if (!isHere(patient)) return { state: 'skipped', finding: 'elsewhere' }
  const now = patient.ctx.now()
  const working = patient.addresses.filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
  const ended = patient.addresses.find(({ expiresAt }) => expiresAt !== null && expiresAt <= now)
  if (ended && working.length === 0) return { state: 'failed', finding: 'address_ended', values: { lastFour: ended.lastFour, at: ended.expiresAt ?? now }, fixes: ['extend_address', 'open_addresses'] }
  if (working.length === 0) return { state: 'failed', finding: 'no_address', fixes: ['open_addresses'] }
  const kept = working.filter(({ replaced }) => !replaced)
  const [old] = working
  if (kept.length === 0 && old) return { state: 'warning', finding: 'address_replaced', values: { lastFour: old.lastFour, at: old.expiresAt ?? now }, fixes: ['open_addresses'] }
  const ending = kept.find(({ expiresAt }) => expiresAt !== null && expiresAt <= now + WARN_MS)
  if (ending) return { state: 'warning', finding: 'address_ends', values: { lastFour: ending.lastFour, at: ending.expiresAt ?? now }, fixes: ['extend_address', 'open_addresses'] }
  return kept.length === 1 ? { state: 'ok', finding: 'address_one' } : { state: 'ok', finding: 'addresses', values: { total: kept.length } }
}

export const checkSources: Check = (patient): Found => {
  if (!isHere(patient)) return { state: 'skipped', finding: 'elsewhere' }
  const { rules, name } = patient.hook
  if (checkSource({ rules, hookName: name }, { remote: '127.0.0.1', headers: {} })) {
    // A listener that others do not reach gets requests from here alone.
    const isOpen = patient.listener.status().lan.state === 'listening' || patient.settings['hooks.publicUrl'] !== null
    return { state: isOpen ? 'warning' : 'failed', finding: isOpen ? 'source_others' : 'source_excluded', fixes: ['allow_this_computer', 'open_posting'] }
  }
  if (rules.contentKinds.length > 0) return { state: 'ok', finding: 'kinds_limited', values: { kinds: rules.contentKinds.join(', ') } }
  return { state: 'ok', finding: rules.sources.length === 0 ? 'any_source' : 'source_ok' }
}

export const checkSignature: Check = (patient): Found => {
  if (!isHere(patient)) return { state: 'skipped', finding: 'elsewhere' }
  const { scheme } = patient.hook.rules.signature
  if (scheme === 'none') return { state: 'ok', finding: 'unsigned' }
  const values = { scheme: schemeNames[scheme] }
  const [current] = findHookSecrets(patient.ctx.reader, patient.hook.id)
  if (!current) return { state: 'failed', finding: 'no_secret', values, fixes: ['open_posting'] }
  if (describeSecretProblem(scheme, current.secret) !== undefined) return { state: 'failed', finding: 'secret_unfit', values, fixes: ['open_posting'] }
  return { state: 'ok', finding: 'signature_ok', values }
}
