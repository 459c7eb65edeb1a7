/** Asks where others could reach this device. The first time with the port that it has or that is usual, then whenever something else was typed or one looks again. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rpc } from '#renderer/lib/data/client.ts'

export interface Asked {
  /** Undefined: the one that it listens on, or the usual one. */
  readonly port: number | undefined
  readonly address: string | null
}

export function useHostCheck() {
  const [asked, setAsked] = useState<Asked>({ port: undefined, address: null })
  // What was true a minute ago need not be now.
  const check = useQuery({ queryKey: ['checkHosting', asked], queryFn: () => rpc.team.checkHosting(asked), staleTime: 0, gcTime: 0, retry: false, placeholderData: keepPreviousData })
  const look = (next: Asked): void => {
    if (next.port === asked.port && next.address === asked.address) void check.refetch()
    else setAsked(next)
  }
  return { check, look }
}

export type HostCheckQuery = ReturnType<typeof useHostCheck>['check']
