/** May anything be posted through this address now? */
import { FAILING_PAUSE } from '#shared/contract/hook.ts'
import type { Settings } from '#shared/contract/settings.ts'
import type { Refusal } from '#shared/dialects/dialect.ts'
import type { AddressTarget } from '../../store/addresses.ts'

/** Undefined when it may. Asked before the body is read, to answer early, and again inside the write, which decides. */
export function decideAddress(address: AddressTarget | undefined, settings: Settings, now: number): Refusal | undefined {
  if (!address) return { reason: 'no_such_address', detail: 'No webhook has this address: it was mistyped, rotated, removed or never existed.' }
  if (!settings['integrations.incomingEnabled']) return { reason: 'hooks_off', detail: 'Incoming webhooks are switched off for the whole workspace (integrations.incomingEnabled).' }
  if (address.expiresAt !== null && address.expiresAt <= now) {
    const detail = address.replaced === 1 ? 'This address was rotated or removed. Give the tool a new one.' : `This address ended on ${new Date(address.expiresAt).toISOString().slice(0, 10)}. Extend it on the webhook's page; its URL stays the same.`
    return { reason: 'address_expired', detail }
  }
  if (address.enabled !== 1 && address.pausedReason !== null) return { reason: 'hook_paused', detail: `The webhook “${address.hookName}” is paused: ${whyPaused(address)}` }
  if (address.enabled !== 1) return { reason: 'hook_disabled', detail: `The webhook “${address.hookName}” is switched off.` }
  return undefined
}

function whyPaused({ pausedReason, owner }: AddressTarget): string {
  if (pausedReason === 'owner_removed') return `${owner}, who owned it, was removed from the workspace. Give it to somebody else.`
  if (pausedReason === 'owner_is_guest') return `${owner}, who owns it, is a guest now. Give it to somebody else.`
  if (pausedReason === FAILING_PAUSE) return 'every request of five days was refused. Switch it on again when the tool is mended.'
  return pausedReason ?? ''
}
