/** The webhooks that I muted: read from the cache, and changed at once wherever they show. */
import { useQuery, type QueryClient } from '@tanstack/react-query'
import { Trans } from 'react-i18next'
import type { HookId } from '#shared/contract/ids.ts'
import type { MutedHook } from '#shared/contract/unread.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { t } from '#renderer/text/i18n.ts'
import { toast } from '#renderer/ui/toast.tsx'

export const useMutedHooks = () => useQuery({ queryKey: keys.mutedHooks, queryFn: () => rpc.hooks.muted() })

export const useIsHookMuted = (id: HookId | null): boolean => useMutedHooks().data?.some((hook) => hook.id === id) ?? false

/** Mutes one that is heard and hears one that is muted, by what the server knows now. */
export async function toggleHookMute(cache: QueryClient, hook: { readonly id: HookId; readonly name: string }): Promise<void> {
  try {
    const list = await cache.fetchQuery({ queryKey: keys.mutedHooks, queryFn: () => rpc.hooks.muted() })
    const { muted } = await rpc.hooks.mute({ id: hook.id, muted: !list.some(({ id }) => id === hook.id) })
    if (!muted) cache.setQueryData<readonly MutedHook[]>(keys.mutedHooks, (now) => now?.filter(({ id }) => id !== hook.id))
    void cache.invalidateQueries({ queryKey: keys.mutedHooks })
    toast({ tone: 'ok', text: <Trans ns="message" i18nKey={muted ? 'mute.muted' : 'mute.unmuted'} components={{ name: <bdi>{hook.name}</bdi> }} /> })
  } catch (error) {
    toast({ tone: 'bad', text: t('message:mute.failed', { reason: toErrorBody(error).message }) })
  }
}
