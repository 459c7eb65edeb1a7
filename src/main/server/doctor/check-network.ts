/** Do other computers of the network reach it: the port, over a real connection, and the certificate that it shows. Only where the network is let in. */
import { isIP } from 'node:net'
import type { X509Certificate } from 'node:crypto'
import type { LanStatus } from '#shared/contract/listener.ts'
import { seeCertificate } from '../listener/lan/see-certificate.ts'
import { findPortHolder } from '../listener/port/find-port-holder.ts'
import { isHere, mayDo, offer, type Check, type Found, type Patient } from './examination.ts'

export const checkNetwork: Check = async (patient): Promise<Found | undefined> => {
  const { lan } = patient.listener.status()
  const skipped = skipNetwork(patient)
  if (skipped !== 'made') return skipped
  const stopped = await explainStop(patient, lan)
  if (stopped) return { state: lan.state === 'failed' && stopped.finding !== 'network_none' ? 'failed' : 'warning', ...stopped }
  const seen = await Promise.all(lan.addresses.map(async (address) => ({ address, seen: await seeCertificate(address, lan.port) })))
  for (const { address, seen: answer } of seen) if ('problem' in answer) return { state: 'failed', finding: 'network_silent', values: { port: lan.port, address, error: answer.problem }, fixes: offer(['restart_listener', mayChange(patient)]) }
  return { state: 'ok', finding: 'network_ok', values: { urls: lan.urls.join(', ') } }
}

/** What its own notice says, and who has the port. */
async function explainStop(patient: Patient, { state, port, notice }: LanStatus): Promise<Omit<Found, 'state'> | undefined> {
  const fixes = offer(['take_free_port', mayChange(patient)], ['restart_listener', mayChange(patient)], ['choose_port', mayChange(patient)])
  if (notice?.code === 'no_network') return { finding: 'network_none', fixes: offer(['restart_listener', mayChange(patient)]) }
  if (notice?.code === 'port_denied') return { finding: 'network_denied', values: notice.values, fixes }
  if (notice?.code === 'port_failed') return { finding: 'network_failed', values: notice.values, fixes }
  if (notice?.code !== 'port_taken') return state === 'failed' ? { finding: 'network_bare' } : undefined
  // Where other addresses have it open, one of its holders is this program.
  const holder = state === 'failed' ? await findPortHolder(port) : null
  if (holder === null || holder.name === null) return { finding: 'network_taken', values: notice.values, fixes }
  return { finding: 'network_taken_by', values: { ...notice.values, name: holder.name, pid: holder.pid ?? 0 }, fixes }
}

/** Long enough to have a certificate renewed. */
const SOON_MS = 21 * 24 * 3600_000

export const checkCertificate: Check = async (patient): Promise<Found | undefined> => {
  const { lan } = patient.listener.status()
  const skipped = skipNetwork(patient)
  if (skipped !== 'made') return skipped
  const { certificate, notice } = lan
  const isGiven = patient.settings['hooks.lanCertificate'].length > 0
  const fixes = offer(['own_certificate', isGiven && mayChange(patient)], ['choose_port', mayChange(patient)])
  const why = notice && !aboutPorts.test(notice.code) ? { values: { ...notice.values, notice: notice.code, why: lan.problem ?? '' }, fixes } : undefined
  if (certificate === null) return why ? { state: 'failed', finding: 'certificate_unusable', ...why } : { state: 'skipped', finding: 'not_checked' }
  const at = certificate.expiresAt
  const now = patient.ctx.now()
  if (at <= now) return { state: 'failed', finding: 'certificate_over', values: { at }, fixes }
  if (why) return { state: 'warning', finding: 'certificate_kept', ...why }
  if (at < now + SOON_MS) return { state: 'warning', finding: 'certificate_near', values: { at }, fixes }
  const seen = await seeCertificate(lan.addresses[0] ?? '', lan.port)
  if ('problem' in seen) return { state: 'skipped', finding: 'not_checked' }
  const { has, lacks } = compareNames(seen.certificate, lan, patient)
  if (lacks.length > 0) return { state: 'warning', finding: 'certificate_lacks', values: { names: lacks.join(', ') }, fixes: certificate.kind === 'own' ? offer(['renew_certificate', mayChange(patient)]) : fixes }
  return certificate.kind === 'own' ? { state: 'ok', finding: 'certificate_own', values: { at } } : { state: 'ok', finding: 'certificate_given', values: { at, names: has.join(', ') } }
}

const aboutPorts = /^(?:port_|no_network$)/

/** Ours has to have all; one of somebody's own has to have what the settings name, or, where they name nothing, anything by which this computer is called. */
function compareNames(certificate: X509Certificate, { addresses, names }: LanStatus, { settings }: Patient): { readonly has: readonly string[]; readonly lacks: readonly string[] } {
  const all = [...names, ...addresses]
  const covers = (name: string): boolean => (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined
  const has = all.filter(covers)
  const isGiven = settings['hooks.lanCertificate'].length > 0
  const asked = !isGiven ? all : settings['hooks.lanNames'].length > 0 ? settings['hooks.lanNames'] : has.length > 0 ? [] : all
  return { has, lacks: asked.filter((name) => !covers(name)) }
}

const mayChange = (patient: Patient): boolean => mayDo(patient, 'setting.change')

/** `made`: it is to be checked. Undefined where nobody let the network in. */
function skipNetwork(patient: Patient): Found | 'made' | undefined {
  if (patient.settings['hooks.reach'] !== 'lan') return undefined
  if (!isHere(patient)) return { state: 'skipped', finding: 'elsewhere' }
  return patient.listener.status().lan.state === 'off' ? { state: 'skipped', finding: 'not_checked' } : 'made'
}
