/** The cases of a channel beside it: open or closed ones, the last changed first. */
import './cases.css'
import { Briefcase } from 'lucide-react'
import { useState } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { CaseState } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import { channelTitle } from '#renderer/lib/format/channel-title.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { formatCount } from '#renderer/lib/format/format-time.ts'
import { isConversation, mayInChannel } from '#renderer/lib/data/may-in-channel.ts'
import { closePanel } from '#renderer/lib/screen/panel.ts'
import { useEverybody } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { PanelHeader } from '#renderer/ui/panel-header.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { useCaseCount } from '#renderer/widgets/case/case-count.ts'
import { CaseBones } from './case-bones.tsx'
import { CaseList } from './case-list.tsx'
import { useCases } from './queries.ts'

export interface CasesPanelProps {
  channel: Channel
  me: Person
}


export function CasesPanel({ channel, me }: CasesPanelProps) {
  const [state, setState] = useState<CaseState>('open')
  const { open } = useCaseCount(channel.id)
  const { title } = channelTitle(channel, me.username, useEverybody())
  const label = open === 0 ? t('cases:state.open') : t('cases:openCount', { open: formatOpen(open) })
  return (
    <>
      <PanelHeader title={t('cases:title')} about={<bdi>{isConversation(channel) ? title : `# ${title}`}</bdi>} closeLabel={t('cases:closePanel')} onClose={closePanel} />
      <div className="cases__tools">
        <Segment<CaseState>
          label={t('cases:which')}
          value={state}
          onChange={setState}
          options={[
            { value: 'open', label },
            { value: 'closed', label: t('cases:state.closed') },
          ]}
        />
      </div>
      <Found key={state} channel={channel} me={me} state={state} onShow={setState} />
    </>
  )
}

/** The server counts no further. */
const COUNTED = 100
const formatOpen = (open: number): string => (open >= COUNTED ? `${COUNTED - 1}+` : formatCount(open))

function Found({ channel, me, state, onShow }: CasesPanelProps & { state: CaseState; onShow: (state: CaseState) => void }) {
  const found = useCases(channel.id, state)
  if (found.isPending) return <CaseBones />
  if (found.isLoadingError)
    return (
      <div className="cases__centre" role="alert">
        <Empty icon={Briefcase} title={t('cases:loadFailed')} text={toErrorBody(found.error).message}>
          <Button kind="primary" busy={found.isFetching} onClick={() => void found.refetch()}>
            {t('common:tryAgain')}
          </Button>
        </Empty>
      </div>
    )
  const cases = found.data.pages.flatMap((page) => page.cases)
  if (cases.length === 0 && !found.hasNextPage) return <Nothing state={state} onShow={onShow} />
  return <CaseList cases={cases} mayChange={channel.archivedAt === null && mayInChannel('message.post', me, channel)} more={found} />
}

function Nothing({ state, onShow }: { state: CaseState; onShow: (state: CaseState) => void }) {
  const other = state === 'open' ? 'closed' : 'open'
  return (
    <div className="cases__centre">
      <Empty icon={Briefcase} title={t(`cases:none.${state}`)} text={t(`cases:noneText.${state}`)}>
        <Button onClick={() => onShow(other)}>{t(`cases:show.${other}`)}</Button>
      </Empty>
    </div>
  )
}
