/** Whether a webhook lives on another device of the team, and on which: only that one knows its addresses and what came or went. */
import type { Device } from '#shared/contract/team.ts'
import { useDevices } from '#renderer/lib/data/team.ts'

/** Null for one that lives here, and while that is not known. */
export type Elsewhere = Pick<Device, 'name' | 'online' | 'removedAt'> | null

export function useElsewhere(): (webhook: { readonly homeDevice: string }) => Elsewhere {
  const devices = useDevices().data
  return ({ homeDevice }) => {
    const device = devices?.find(({ id }) => id === homeDevice)
    return device === undefined || device.isThis ? null : device
  }
}
