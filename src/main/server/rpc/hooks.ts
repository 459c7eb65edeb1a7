/** Handlers of incoming webhooks and their addresses. */
import { addAddress, removeAddress, rotateAddress, setExpiry } from '../actions/hooks/change-addresses.ts'
import { deleteHook, requireManage, updateHook } from '../actions/hooks/change-hook.ts'
import { removeHookSecret, setHookSecret } from '../actions/hooks/change-hook-secret.ts'
import { clearBacklog, describeBacklog } from '../actions/posts/clear-backlog.ts'
import { createHook } from '../actions/hooks/create-hook.ts'
import { listHookSecrets } from '../actions/hooks/list-hook-secrets.ts'
import { muteHook, readMutedHooks, readMutedMessages } from '../actions/hooks/mute-hook.ts'
import { readProvenance } from '../actions/posts/read-provenance.ts'
import { recogniseAddresses } from '../actions/hooks/recognise-addresses.ts'
import { readHealth, readStandings } from '../actions/hooks/read-hook-health.ts'
import { requireHooksOf } from '../actions/require.ts'
import { examineHook } from '../doctor/examine-hook.ts'
import { fixHook } from '../doctor/fix-hook.ts'
import { getAddress, listAddresses } from '../store/addresses.ts'
import { countHooks, getHook, listHooks } from '../store/hooks.ts'
import { getPerson } from '../store/people.ts'
import { readSettings } from '../store/settings.ts'
import { listAddressUses } from '../store/verdicts.ts'
import type { Handlers } from './handlers.ts'

export const hooks: Handlers<'hooks'> = {
  list: ({ ctx, actor }) => listHooks(ctx.reader, requireHooksOf(ctx.reader, actor)),
  room: ({ ctx, actor }) => {
    requireHooksOf(ctx.reader, actor)
    return { count: countHooks(ctx.reader), limit: readSettings(ctx.reader)['hooks.incomingLimit'] }
  },
  show: ({ ctx, actor }, { id }) => {
    requireManage(ctx.reader, actor, id)
    return getHook(ctx.reader, id)
  },
  create: ({ ctx, actor, listener }, input) => createHook(ctx, actor, input, listener.hooksUrl()),
  update: ({ ctx, actor }, input) => updateHook(ctx, actor, input),
  delete: ({ ctx, actor }, input) => deleteHook(ctx, actor, input),
  health: ({ ctx, actor }, { id }) => readHealth(ctx, actor, id),
  standings: ({ ctx, actor }) => readStandings(ctx, actor),
  provenance: ({ ctx, actor }, input) => readProvenance(ctx.reader, actor, input.messageId),
  mute: ({ ctx, actor }, input) => muteHook(ctx, actor, input),
  muted: ({ ctx, actor }) => readMutedHooks(ctx.reader, actor),
  mutedMessages: ({ ctx, actor }, input) => readMutedMessages(ctx.reader, actor, input),
  secrets: ({ ctx, actor }, { id }) => listHookSecrets(ctx, actor, id),
  setSecret: ({ ctx, actor }, input) => setHookSecret(ctx, actor, input),
  removeSecret: ({ ctx, actor }, input) => removeHookSecret(ctx, actor, input),
  test: ({ ctx, actor, listener }, { id, ...what }) => {
    requireManage(ctx.reader, actor, id)
    return listener.tryHook({ hookId: id, ...what, by: getPerson(ctx.reader, actor.personId).username })
  },
  doctor: ({ ctx, actor, listener }, { id }) => examineHook(ctx, actor, listener, id),
  fix: async ({ ctx, actor, listener }, { id, deed }) => {
    await fixHook({ ctx, actor, listener }, id, deed)
    return examineHook(ctx, actor, listener, id)
  },
  backlog: ({ ctx, actor }, { id }) => {
    requireManage(ctx.reader, actor, id)
    return describeBacklog(ctx, id)
  },
  clearBacklog: ({ ctx, actor, draining, record }, input) => clearBacklog({ ctx, actor, draining, record }, input),
}

export const addresses: Handlers<'addresses'> = {
  list: ({ ctx, actor }, { hookId }) => {
    requireManage(ctx.reader, actor, hookId)
    return listAddresses(ctx.reader, hookId, ctx.now())
  },
  add: ({ ctx, actor, listener }, input) => addAddress(ctx, actor, input, listener.hooksUrl()),
  rotate: ({ ctx, actor, listener }, input) => rotateAddress(ctx, actor, input, listener.hooksUrl()),
  setExpiry: ({ ctx, actor }, input) => setExpiry(ctx, actor, input),
  users: ({ ctx, actor }, { id }) => {
    const { hookId } = getAddress(ctx.reader, id)
    requireManage(ctx.reader, actor, hookId)
    return listAddressUses(ctx.reader, hookId, id)
  },
  recognise: ({ ctx, actor }, { text }) => recogniseAddresses(ctx, actor, text),
  remove: ({ ctx, actor }, input) => removeAddress(ctx, actor, input),
}
