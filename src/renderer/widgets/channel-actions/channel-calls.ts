/** What can be done to a channel from its menus, dialogs and panels; each call patches the cache with the answer. */
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { Channel } from '#shared/contract/channel.ts'
import type { ChannelState, NotifyLevel, Unreads } from '#shared/contract/unread.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { patchData } from '#renderer/lib/data/patch-data.ts'
import { showAtOnce } from '#renderer/lib/data/show-at-once.ts'
import { upsert } from '#renderer/lib/data/upsert.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { releaseUnread } from '#renderer/lib/screen/reading.ts'
import { toast } from '#renderer/ui/toast.tsx'

/** For calls without a place of their own to say what went wrong. */
export const sayProblem = (error: unknown): void => toast({ tone: 'bad', text: toErrorBody(error).message })

export interface ChannelPreference {
  channel: string
  favourite?: boolean
  muted?: boolean
  notify?: NotifyLevel | null
}

/** Shown before the server has answered, and taken back when it refuses: nothing but that, so that what came unread meanwhile stays so. */
export function useSetChannelPreference() {
  const cache = useQueryClient()
  return useMutation({ mutationFn: (preference: ChannelPreference) => choose(cache, preference), onError: sayProblem })
}

type Choice = Pick<ChannelState, 'favourite' | 'muted' | 'notify'>

async function choose(cache: QueryClient, { channel, ...given }: ChannelPreference): Promise<void> {
  const wanted = given as Partial<Choice>
  const known = cache.getQueryData<Unreads>(keys.unreads)?.channels.find((state) => state.channelId === channel)
  const sameOf = (state: Choice): Partial<Choice> => Object.fromEntries(Object.keys(wanted).map((name) => [name, state[name as keyof Choice]]))
  const state = await showAtOnce<Partial<Choice>, ChannelState>({
    name: `channel ${channel} ${Object.keys(wanted).join(' ')}`,
    before: known === undefined ? {} : sameOf(known),
    wanted,
    show: (choice) => patchStates(cache, (channels) => channels.map((one) => (one.channelId === channel ? { ...one, ...choice } : one))),
    call: () => rpc.channels.setPreference({ channel, ...given }),
    said: sameOf,
  })
  // Muted or not, it counts otherwise. One that was not known yet is from now on.
  patchStates(cache, (channels) => upsert(channels, state, 'channelId'))
}

function patchStates(cache: QueryClient, change: (channels: readonly ChannelState[]) => readonly ChannelState[]): void {
  patchData<Unreads>(cache, keys.unreads, (unreads) => ({ ...unreads, channels: [...change(unreads.channels)] }))
}

/** Up to the end, wherever that is: the server goes no further than there is. */
export function useMarkChannelRead() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (channel: string) => rpc.unreads.markRead({ channel, position: Number.MAX_SAFE_INTEGER }),
    onMutate: releaseUnread,
    onSuccess: (unreads) => cache.setQueryData(keys.unreads, unreads),
    onError: sayProblem,
  })
}

/** For calls that answer with the channel as it is now. */
function useChannelCall<T>(call: (input: T) => Promise<Channel>) {
  const cache = useQueryClient()
  return useMutation({ mutationFn: call, onSuccess: (channel) => putChannel(cache, channel) })
}

export function putChannel(cache: QueryClient, channel: Channel): void {
  patchData<readonly Channel[]>(cache, keys.channels, (list) => upsert(list, channel, 'id'))
}

export const useJoinChannel = () => useChannelCall((channel: string) => rpc.channels.join({ channel }))
export const useUpdateChannel = () => useChannelCall((input: Parameters<typeof rpc.channels.update>[0]) => rpc.channels.update(input))
export const useAddPeople = () => useChannelCall((input: { channel: string; usernames: string[] }) => rpc.channels.addPeople(input))
export const useRemovePerson = () => useChannelCall((input: { channel: string; username: string }) => rpc.channels.removePerson(input))
export const useOpenDirect = () => useChannelCall((usernames: string[]) => rpc.channels.openDirect({ usernames }))

export function useRestoreChannel() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (channel: string) => rpc.channels.restore({ channel }),
    onSuccess: (channel) => {
      putChannel(cache, channel)
      patchData<readonly Channel[]>(cache, keys.archivedChannels, (list) => list.filter(({ id }) => id !== channel.id))
    },
    onError: sayProblem,
  })
}

export function useArchiveChannel() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (channel: Channel) => rpc.channels.archive({ channel: channel.id }),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.archivedChannels }),
  })
}

/** Who leaves a public channel still sees it; a private one is gone at once. */
export function useLeaveChannel(me: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (channel: Channel) => rpc.channels.leave({ channel: channel.id }),
    onSuccess: (_answer, { id, type }) =>
      patchData<readonly Channel[]>(cache, keys.channels, (list) =>
        type === 'public' ? list.map((channel) => (channel.id === id ? { ...channel, members: channel.members.filter((name) => name !== me) } : channel)) : list.filter((channel) => channel.id !== id),
      ),
  })
}
