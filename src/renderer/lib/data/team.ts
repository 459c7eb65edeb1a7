/** Who else is in this workspace and how they are reached: the way to the host, devices, who is there now, and whether they were verified. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Device } from '#shared/contract/team.ts'
import { rpc } from './client.ts'
import { keys } from './query-keys.ts'

const teamQuery = queryOptions({ queryKey: keys.team, queryFn: () => rpc.team.status() })
const devicesQuery = queryOptions({ queryKey: keys.devices, queryFn: () => rpc.team.listDevices() })

export const useTeam = () => useQuery(teamQuery)

/** False while it is not known: alone, nothing of a team is shown. */
export const useInTeam = (): boolean => {
  const { data } = useTeam()
  return data !== undefined && data.mode !== 'alone'
}

/** All devices of the workspace, removed ones too; nothing is asked when alone. */
export const useDevices = () => useQuery({ ...devicesQuery, enabled: useInTeam() })

/** Whether somebody is there now, on any device; null when nobody can know. */
export function useOnline(username: string | undefined): boolean | null {
  const { data = null } = useQuery({ ...devicesQuery, enabled: useInTeam() && username !== undefined, select: (devices) => isOnline(devices, username) })
  return data
}

/** Exported for tests. */
export function isOnline(devices: readonly Device[], username: string | undefined): boolean | null {
  const own = devices.filter((device) => device.username === username && device.removedAt === null)
  if (own.some(({ online }) => online === true)) return true
  return own.some(({ online }) => online === false) ? false : null
}

/** The number that I compare with somebody else; there is none with myself and when alone. */
export const useSafety = (username: string, wanted: boolean) => {
  const inTeam = useInTeam()
  return useQuery({ queryKey: keys.safety(username), queryFn: () => rpc.team.safety({ username }), enabled: inTeam && wanted })
}
