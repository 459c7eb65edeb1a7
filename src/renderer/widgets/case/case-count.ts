/** How many cases of a channel are open, and whether it has or had any. */
import { useQuery } from '@tanstack/react-query'
import { rpc } from '#renderer/lib/data/client.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'

export interface CaseCount {
  readonly open: number
  readonly any: boolean
}

const none: CaseCount = { open: 0, any: false }

export function useCaseCount(channelId: string): CaseCount {
  const { data } = useQuery({ queryKey: keys.caseCount(channelId), queryFn: () => countCases(channelId) })
  return data ?? none
}

async function countCases(channel: string): Promise<CaseCount> {
  const { open, cases } = await rpc.cases.list({ channel, limit: 1 })
  return { open, any: cases.length > 0 }
}
