/** ★ The doctor of a hook: walks the way of a request, check by check, without posting anything. */
import type { CheckId, DoctorReport } from '#shared/contract/doctor.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { sayFinding } from '#shared/core/doctor-findings.ts'
import { isAccepted } from '#shared/core/hook-health.ts'
import { requireManage } from '../actions/hooks/change-hook.ts'
import { requirePerson } from '../actions/require.ts'
import type { Actor, Context } from '../context.ts'
import { listAddresses } from '../store/addresses.ts'
import { findChannel } from '../store/channels.ts'
import { getHook, getHookOwner } from '../store/hooks.ts'
import { getPerson } from '../store/people.ts'
import { readSettings } from '../store/settings.ts'
import { checkAddress, checkEnabled, checkSignature, checkSources } from './check-address.ts'
import { checkBind, checkHost, checkPort } from './check-listener.ts'
import { checkCertificate, checkNetwork } from './check-network.ts'
import { checkChannel, checkOwner, checkPermission } from './check-place.ts'
import { checkProxy } from './check-proxy.ts'
import { checkMentions, checkNotification, checkRequests, findLastRequest } from './check-telling.ts'
import type { Check, ListenerFacts, Patient } from './examination.ts'

const checks: Readonly<Record<CheckId, Check>> = {
  port: checkPort,
  bind: checkBind,
  host: checkHost,
  network: checkNetwork,
  certificate: checkCertificate,
  proxy: checkProxy,
  enabled: checkEnabled,
  address: checkAddress,
  source: checkSources,
  signature: checkSignature,
  owner: checkOwner,
  channel: checkChannel,
  permission: checkPermission,
  mentions: checkMentions,
  notification: checkNotification,
  requests: checkRequests,
}

/** For those who may manage it. @throws AppError `not_found`, `forbidden`. */
export async function examineHook(ctx: Context, actor: Actor, listener: ListenerFacts, id: HookId): Promise<DoctorReport> {
  requireManage(ctx.reader, actor, id)
  const patient = readPatient(ctx, actor, listener, id)
  const found = await Promise.all(
    Object.entries(checks).map(async ([checkId, check]) => {
      const found = await check(patient)
      if (!found) return []
      const { state, finding, values = {}, fixes = [] } = found
      return [{ id: checkId as CheckId, state, finding, values, text: sayFinding(finding, values), fixes: [...fixes] }]
    }),
  )
  const last = findLastRequest(patient)
  return { hookId: id, examinedAt: ctx.now(), checks: found.flat(), refusedId: last && !isAccepted(last.reason) ? last.id : null }
}

function readPatient(ctx: Context, actor: Actor, listener: ListenerFacts, id: HookId): Patient {
  const { reader } = ctx
  const hook = getHook(reader, id)
  const ownerId = getHookOwner(reader, id)
  return {
    ctx,
    listener,
    hook,
    ownerId,
    owner: getPerson(reader, ownerId),
    channel: findChannel(reader, hook.channelId),
    addresses: listAddresses(reader, id, ctx.now()),
    settings: readSettings(reader),
    me: requirePerson(reader, actor),
  }
}
