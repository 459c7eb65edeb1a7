/** Does a request reach the hook at all: port, interfaces, Host header. */
import { randomBytes } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import { findPortHolder } from '../listener/port/find-port-holder.ts'
import { findAddressHash } from '../store/addresses.ts'
import { isHere, isListening, mayDo, offer, type Check, type Found, type Patient } from './examination.ts'

export const checkPort: Check = async (patient): Promise<Found> => {
  const { state, port, takenBy } = patient.listener.status()
  if (!isHere(patient)) return { state: 'skipped', finding: 'elsewhere' }
  if (state === 'listening') return { state: 'ok', finding: 'listening', values: { port } }
  const mayChange = mayDo(patient, 'setting.change')
  const fixes = offer(['restart_listener', mayChange], ['choose_port', mayChange])
  // Where the app does not run, a command may still see who would be in its way.
  const holder = takenBy ?? (state === 'stopped' ? await findPortHolder(port) : null)
  if (holder !== null && holder.name !== null) return { state: 'failed', finding: 'port_taken', values: { port, name: holder.name, pid: holder.pid ?? 0 }, fixes }
  if (takenBy !== null) return { state: 'failed', finding: 'port_taken_unknown', values: { port }, fixes }
  return state === 'stopped' ? { state: 'failed', finding: 'not_running' } : { state: 'failed', finding: 'port_failed', values: { port }, fixes }
}

export const checkBind: Check = (patient): Found => {
  const { hosts, lan, publicUrl } = patient.listener.status()
  const skipped = notReachable(patient)
  if (skipped) return skipped
  if (lan.state === 'listening') return { state: 'ok', finding: 'reachable', values: { hosts: [...hosts, ...lan.addresses].join(', ') } }
  const values = { hosts: hosts.join(', ') }
  const hasV6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))
  if (hasV6 && !hosts.includes('::1')) return { state: 'warning', finding: 'loopback_one', values }
  return { state: 'ok', finding: lan.state === 'off' && publicUrl === null ? 'loopback' : 'loopback_beside', values }
}

/** A real request under the name that the address has, and one under the public name. */
export const checkHost: Check = async (patient): Promise<Found> => {
  const skipped = notReachable(patient)
  if (skipped) return skipped
  const { listener, settings } = patient
  const own = new URL(listener.status().url).host
  const { dialect, tokenHash } = stampOf(patient)
  const probed = await listener.probe({ dialect, tokenHash })
  if ('problem' in probed) return { state: 'failed', finding: 'no_answer', values: { host: own, problem: probed.problem }, fixes: offer(['restart_listener', mayDo(patient, 'setting.change')]) }
  if (probed.host) return { state: 'failed', finding: 'host_refused', values: { host: own } }
  const publicUrl = settings['hooks.publicUrl']
  if (publicUrl === null) return { state: 'ok', finding: 'host_ok', values: { host: own } }
  const { host } = new URL(publicUrl)
  const outside = await listener.probe({ dialect, tokenHash, host })
  if ('problem' in outside) return { state: 'failed', finding: 'no_answer', values: { host, problem: outside.problem } }
  if (outside.host) return { state: 'warning', finding: 'host_public_refused', values: { host }, fixes: offer(['choose_port', mayDo(patient, 'setting.change')]) }
  return { state: 'ok', finding: 'host_ok', values: { host } }
}

/** An address to stand in for; a hook without one has the way there, too. */
function stampOf({ ctx, hook, addresses: [first] }: Patient) {
  const tokenHash = first && findAddressHash(ctx.reader, { id: first.id, hookId: hook.id, now: 0 })
  return { dialect: first?.dialect ?? ('any' as const), tokenHash: tokenHash ?? randomBytes(32) }
}

function notReachable(patient: Patient): Found | undefined {
  if (!isHere(patient)) return { state: 'skipped', finding: 'elsewhere' }
  return isListening(patient) ? undefined : { state: 'skipped', finding: 'not_checked' }
}
