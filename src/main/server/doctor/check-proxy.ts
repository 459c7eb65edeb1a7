/** Is what the settings say of proxies and of the public address plausible. Only where they say something. */
import ipaddr from 'ipaddr.js'
import type { Verdict } from '#shared/contract/verdict.ts'
import { readProxyNote } from '#shared/core/proxy-notes.ts'
import { listLanAddresses } from '../lan-addresses.ts'
import { addressListOf } from '../listener/address-list.ts'
import { listVerdicts } from '../store/verdicts.ts'
import { isHere, mayDo, offer, type Check, type Found, type Patient } from './examination.ts'

export const checkProxy: Check = (patient): Found | undefined => {
  const { 'hooks.publicUrl': url, 'hooks.trustedProxies': proxies } = patient.settings
  if (url === null && proxies.length === 0) return undefined
  if (!isHere(patient)) return { state: 'skipped', finding: 'elsewhere' }
  const fixes = offer(['choose_port', mayDo(patient, 'setting.change')])
  const doubt = (url === null ? undefined : doubtUrl(url)) ?? doubtProxies(patient)
  if (doubt) return { state: 'warning', fixes, ...doubt }
  const through = findUntrusted(patient)
  const mayTrust = mayDo(patient, 'setting.change') && through !== undefined && isLoopback(through)
  if (through !== undefined) return { state: 'warning', finding: 'proxy_unknown', values: { address: through }, fixes: [...offer(['trust_this_computer', mayTrust]), ...fixes] }
  if (url === null) return { state: 'ok', finding: 'proxy_only', values: { proxies: proxies.join(', ') } }
  if (proxies.length > 0) return { state: 'ok', finding: 'proxy_ok', values: { proxies: proxies.join(', '), url } }
  return patient.hook.rules.sources.length > 0 ? { state: 'warning', finding: 'proxy_sources', values: { url }, fixes } : { state: 'ok', finding: 'proxy_none', values: { url } }
}

const isLoopback = (address: string): boolean => /^(?:127\.|::1$)/.test(address)

function doubtUrl(url: string): Omit<Found, 'state'> | undefined {
  const { hostname, protocol } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isInside(host)) return { finding: 'public_inside', values: { url, host } }
  return protocol === 'http:' ? { finding: 'public_plain', values: { url } } : undefined
}

/** Names that no name server of the world knows (RFC 6761, 6762), and addresses that are nobody's in it. */
function isInside(host: string): boolean {
  if (/(?:^|\.)(?:localhost|local|internal|lan|home\.arpa)$/i.test(host)) return true
  return ipaddr.isValid(host) ? ipaddr.process(host).range() !== 'unicast' : !host.includes('.')
}

/** Who trusts the range that this computer is in, trusts everybody there. */
function doubtProxies({ settings }: Patient): Omit<Found, 'state'> | undefined {
  if (settings['hooks.reach'] !== 'lan') return undefined
  const own = listLanAddresses()
  const range = settings['hooks.trustedProxies'].find((source) => isRange(source) && own.some((address) => addressListOf([source]).has(address)))
  return range === undefined ? undefined : { finding: 'proxy_neighbours', values: { range } }
}

const isRange = (source: string): boolean => source.includes('/') && !/\/(?:32|128)$/.test(source)

const latest = 20

/** Whence requests came lately that named another sender and were not believed. */
function findUntrusted({ ctx, hook, settings }: Patient): string | undefined {
  const trusted = addressListOf(settings['hooks.trustedProxies'])
  const isTold = ({ remote, ignored }: Verdict): boolean =>
    !trusted.has(remote) &&
    ignored.some((text) => {
      const note = readProxyNote(text)
      return note?.code === 'untrusted' && note.address === remote
    })
  return listVerdicts(ctx.reader, { hookId: hook.id, limit: latest }).find(isTold)?.remote
}
