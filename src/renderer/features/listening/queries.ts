/** What listens to a channel, and the consents to it; live events keep it fresh. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Channel } from '#shared/contract/channel.ts'
import type { ChannelId, SubscriptionId } from '#shared/contract/ids.ts'
import type { Listening } from '#shared/contract/subscription.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { patchData } from '#renderer/lib/data/patch-data.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { toast } from '#renderer/ui/toast.tsx'

export const useListening = (channel: Channel) => useQuery({ queryKey: keys.listening(channel.id), queryFn: () => rpc.subscriptions.listening({ channel: channel.id }) })

/** Gives or takes back my consent; a refusal is said at once. */
export function useConsent(channelId: ChannelId) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ id, give }: { id: SubscriptionId; give: boolean }) => (give ? rpc.subscriptions.giveConsent({ id, channel: channelId }) : rpc.subscriptions.withdrawConsent({ id, channel: channelId })),
    onSuccess: (listening) => patchData<readonly Listening[]>(cache, keys.listening(channelId), (list) => list.map((one) => (one.id === listening.id ? listening : one))),
    onError: (error) => toast({ tone: 'bad', text: toErrorBody(error).message }),
  })
}
