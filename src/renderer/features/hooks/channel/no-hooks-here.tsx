/** Why no webhook can post to this channel, and what changes that. */
import { CircleSlash } from 'lucide-react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { mayInChannel } from '#renderer/lib/data/may-in-channel.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { sayProblem, useUpdateChannel } from '#renderer/widgets/channel-actions/channel-calls.ts'

export function NoHooksHere({ channel, me }: { channel: Channel; me: Person }) {
  const update = useUpdateChannel()
  const archived = channel.archivedAt !== null
  const mayChange = !archived && mayInChannel('channel.change', me, channel)
  return (
    <div className="nohooks" role="status">
      <CircleSlash className="icon" />
      <div>
        <p>
          <b>{t('integrations:channel.closed')}</b> {closedBecause(archived, mayChange)}
        </p>
        {mayChange && (
          <Button size="small" busy={update.isPending} onClick={() => update.mutate({ channel: channel.id, hooksAllowed: true }, { onError: sayProblem })}>
            {t('integrations:channel.allow')}
          </Button>
        )}
      </div>
    </div>
  )
}

function closedBecause(archived: boolean, mayChange: boolean): string {
  if (archived) return t('integrations:channel.closedArchived')
  return mayChange ? t('integrations:channel.closedText') : t('integrations:channel.closedAsk')
}
