/** What of a channel is there and cannot be shown, one thin line for each reason. Nothing is deleted because it could not be opened. */
import '../team.css'
import { useQuery } from '@tanstack/react-query'
import { Clock, History, ShieldX, type LucideIcon } from 'lucide-react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Unopened } from '#shared/contract/team.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { formatMoment } from '#renderer/lib/format/format-time.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { useDevices, useInTeam } from '#renderer/lib/data/team.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { sayRefusal, t } from '#renderer/text/i18n.ts'

type State = Unopened['state']

const states = ['before_joining', 'waiting', 'refused'] as const
const icons: Record<State, LucideIcon> = { before_joining: History, waiting: Clock, refused: ShieldX }

export function UnopenedLines({ channel }: { channel: Channel }) {
  const inTeam = useInTeam()
  const { data = [] } = useQuery({ queryKey: keys.unopened(channel.id), queryFn: () => rpc.team.listUnopened({ channelId: channel.id }), enabled: inTeam })
  return states.map((state) => {
    const those = data.filter((one) => one.state === state)
    return those.length > 0 && <Line key={state} state={state} those={those} />
  })
}

/** Opens to who and when. */
function Line({ state, those }: { state: State; those: readonly Unopened[] }) {
  const Icon = icons[state]
  return (
    <details className={`unopened unopened--${state}`}>
      <summary>
        <Icon className="icon icon--14" />
        <span>{t(`team:unopened.${state}`, { count: those.length })}</span>
      </summary>
      <ul>
        {those.map((one) => (
          <Entry key={one.position} unopened={one} />
        ))}
      </ul>
    </details>
  )
}

function Entry({ unopened }: { unopened: Unopened }) {
  const device = useDevices().data?.find(({ id }) => id === unopened.deviceId)
  const moment = formatMoment(unopened.at, useNow())
  return (
    <li>
      <bdi>{device === undefined ? t('team:unopened.unknown') : `${device.name} (@${device.username})`}</bdi> · {moment}
      {unopened.reason !== '' && (
        <>
          {' · '}
          <bdi>{sayRefusal(unopened.reason)}</bdi>
        </>
      )}
    </li>
  )
}
