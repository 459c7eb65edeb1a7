/** Finds addresses of our own webhooks in a text: whoever reads one can post through it, so people are warned before they show it around. */
import type { RecognisedAddress } from '#shared/contract/hook.ts'
import { can } from '#shared/core/permissions.ts'
import { findAddressBelow } from '#shared/dialects/index.ts'
import type { Actor, Context } from '../../context.ts'
import { hashSecret } from '../../hash-secret.ts'
import { findAddressTarget } from '../../store/addresses.ts'
import { requirePerson } from '../require.ts'
import { readSettings } from '../../store/settings.ts'

/** A text with more of them is looked at no further. */
const most = 50

/** Each once, in order; those that ended are none. Their host does not matter: what counts is the secret. */
export function recogniseAddresses(ctx: Context, actor: Actor, text: string): RecognisedAddress[] {
  const urls = [...new Set(text.match(/https?:\/\/[^\s<>"'`|\\^{}]+/gi))].slice(0, most)
  return urls.flatMap((raw) => recognise(ctx, actor, raw.replace(/[).,;:!?\]*_~]+$/, '')) ?? [])
}

function recognise(ctx: Context, actor: Actor, url: string): RecognisedAddress | undefined {
  const path = URL.parse(url)?.pathname.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '')
  const shape = path === undefined ? undefined : findAddressBelow(path)
  const target = shape && findAddressTarget(ctx.reader, hashSecret(shape.dialect.id, shape.secret), ctx.deviceId)
  if (!shape || !target || (target.expiresAt !== null && target.expiresAt <= ctx.now())) return undefined
  const mayManage = can('hook.manage', requirePerson(ctx.reader, actor), { isOwn: target.ownerId === actor.personId, managedBy: readSettings(ctx.reader)['integrations.managedBy'] })
  return {
    url,
    masked: maskSecret(url, shape.secret),
    hookId: mayManage ? target.hookId : null,
    addressId: mayManage ? target.addressId : null,
    hookName: target.hookName,
  }
}

/** The last four characters stay, as everywhere: enough to recognise it. */
function maskSecret(url: string, secret: string): string {
  const masked = `••••${secret.slice(-4)}`
  return url.includes(secret) ? url.replaceAll(secret, masked) : `${URL.parse(url)?.origin ?? ''}/${masked}`
}
