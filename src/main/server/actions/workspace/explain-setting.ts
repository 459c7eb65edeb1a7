/** Says what is wrong with a value of a setting: in English, and for some as a code that each window words itself. */
import type { z } from 'zod'
import { AppError } from '#shared/contract/errors.ts'
import type { Setting, SettingKey } from '#shared/contract/settings.ts'
import { isNetworkNotice, sayNotice, type NetworkNotice, type NoticeOf } from '#shared/core/network-notices.ts'

/** Of lists of the network: of one entry, and of too many. */
const listNotices: Partial<Record<SettingKey, { readonly entry?: NetworkNotice; readonly many: NetworkNotice }>> = {
  'hooks.lanNames': { entry: 'name_unfit', many: 'names_many' },
  'hooks.lanCertificate': { many: 'files_many' },
  'hooks.trustedProxies': { entry: 'proxy_unfit', many: 'proxies_many' },
}

export function refuseSetting(key: SettingKey, value: Setting['value'], issue: z.core.$ZodIssue | undefined): AppError {
  const notice = issue && findNotice(key, value, issue)
  return notice ? new AppError('invalid', sayNotice(notice), 'value', notice) : new AppError('invalid', `${key}: ${explain(issue, value)}`, 'value')
}

function findNotice(key: SettingKey, value: Setting['value'], issue: z.core.$ZodIssue): NoticeOf | undefined {
  const notices = listNotices[key]
  if (!notices || !Array.isArray(value)) return undefined
  const [index] = issue.path
  if (index === undefined) return issue.code === 'too_big' ? { code: notices.many, values: { most: Number(issue.maximum) } } : undefined
  const named: unknown = issue.code === 'custom' ? issue.params?.['notice'] : undefined
  const code = typeof named === 'string' && isNetworkNotice(named) ? named : notices.entry
  return code && { code, values: { entry: value[Number(index)] ?? '' } }
}

/** Of a list, the entry that is meant comes first. */
function explain(issue: z.core.$ZodIssue | undefined, value: Setting['value']): string {
  const message = issue?.message ?? 'this value does not fit'
  const [index] = issue?.path ?? []
  return Array.isArray(value) && typeof index === 'number' ? `“${value[index] ?? ''}” ${message}` : message
}
