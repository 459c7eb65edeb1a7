/** Gathers the support report; every field of it is named here, so that nothing slips in. */
import { availableParallelism, release, totalmem } from 'node:os'
import { join } from 'node:path'
import type { SupportReport } from '#shared/contract/support.ts'
import type { ListenerStatus } from '#shared/contract/listener.ts'
import type { SettingKey } from '#shared/contract/settings.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { can } from '#shared/core/permissions.ts'
import { redact } from '#shared/core/redact.ts'
import type { Actor, Context } from '../context.ts'
import { countHooks } from '../store/hooks.ts'
import { getPerson, listPeople } from '../store/people.ts'
import { listSettings } from '../store/settings.ts'
import { countSubscriptions } from '../store/subscriptions.ts'
import { listVerdicts } from '../store/verdicts.ts'
import { readLogTail } from './read-log-tail.ts'

const verdictsReported = 200
const linesReported = 200
const contentTypes = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/xml', 'application/octet-stream', 'text/plain', 'text/xml', 'text/html']
const programs = ['curl', 'Wget', 'PowerShell', 'python-requests', 'Python-urllib', 'python-httpx', 'aiohttp', 'Go-http-client', 'node', 'undici', 'axios', 'Java', 'okhttp', 'Apache-HttpClient', 'Ruby', 'Faraday', 'GuzzleHttp', 'reqwest', 'Mozilla', 'GitHub-Hookshot', 'GitLab', 'Gitea', 'Grafana', 'Alertmanager', 'Prometheus', 'Uptime-Kuma', 'Zabbix', 'Jenkins', 'Sentry', 'Stripe', 'PostmanRuntime', 'insomnia', 'HTTPie']

const hidden: ReadonlySet<SettingKey> = new Set<SettingKey>(['hooks.publicUrl', 'hooks.lanNames', 'hooks.lanCertificate', 'hooks.trustedProxies'])

const about = 'A support report of Hookline. It holds no messages, names, addresses or secrets; read it before you pass it on.'

export async function createReport(ctx: Context, actor: Actor, status: ListenerStatus): Promise<SupportReport> {
  const { dataFolder, ...storage } = await ctx.files.usage()
  const { role } = getPerson(ctx.reader, actor.personId)
  const { state, port, hosts, problem, lan } = status
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return {
    about,
    createdAt: new Date(ctx.now()).toISOString(),
    versions: versions(ctx.version),
    system: { platform: process.platform, release: release(), arch: process.arch, locale, timeZone, processors: availableParallelism(), memoryMb: Math.round(totalmem() / 2 ** 20), uptimeMinutes: Math.round(process.uptime() / 60) },
    storage,
    counts: { people: listPeople(ctx.reader).length, hooks: countHooks(ctx.reader), outgoing: countSubscriptions(ctx.reader) },
    listener: { state, port, hosts, problem: problem === null ? null : redact(problem), lan: lan.state, isPublic: status.publicUrl !== null },
    // Where others reach this device is nobody else's business.
    settings: listSettings(ctx.reader).map((setting) => (hidden.has(setting.key) && setting.value !== null && String(setting.value) !== '' ? { ...setting, value: '(set)' } : setting)),
    verdicts: can('setting.change', { role }, {}) ? listVerdicts(ctx.reader, { limit: verdictsReported }).map(withoutContent) : null,
    log: await readLogTail(join(dataFolder, 'hookline.log'), linesReported),
  }
}

/** Electron and Chromium are named where the app runs in them. */
function versions(hookline: string): Record<string, string> {
  const named = ['electron', 'chrome', 'node', 'v8', 'sqlite', 'openssl'].flatMap((name) => (process.versions[name] === undefined ? [] : [[name, process.versions[name]] as const]))
  return { hookline, ...Object.fromEntries(named) }
}

function withoutContent({ at, hookId, addressId, dialect, method, status, reason, ignored, messageId, sizeBytes, durationMs, remote, userAgent, contentType, requestId, count }: Verdict): NonNullable<SupportReport['verdicts']>[number] {
  return {
    at: new Date(at).toISOString(),
    hookId,
    addressId,
    dialect,
    method: /^[A-Z]{3,8}$/.test(method) ? method : 'other',
    status,
    reason,
    ignoredFields: ignored.length,
    messageId,
    sizeBytes,
    durationMs,
    from: /^(127\.|::1$|::ffff:127\.)/.test(remote) ? 'this computer' : 'elsewhere',
    userAgent: known(programs, userAgent),
    contentType: known(contentTypes, contentType),
    requestId: redact(requestId),
    count,
  }
}

/** The sender chooses it freely, so only what it begins with is passed on, and only when we know that. */
function known(names: readonly string[], given: string): string {
  return names.find((name) => given.toLowerCase().startsWith(name.toLowerCase())) ?? (given === '' ? '' : 'other')
}
